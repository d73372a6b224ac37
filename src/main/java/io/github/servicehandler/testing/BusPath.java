package io.github.servicehandler.testing;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Knows under which paths systemd's objects are on the bus. */
final class BusPath {

    static final String MANAGER = "/org/freedesktop/systemd1";
    private static final String UNIT = MANAGER + "/unit/";
    private static final String JOB = MANAGER + "/job/";
    private static final Pattern ESCAPED = Pattern.compile("_([0-9a-f]{2})");

    private BusPath() {}

    static String of(Unit unit) {
        StringBuilder path = new StringBuilder(UNIT);
        byte[] name = unit.id.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < name.length; i++) {
            boolean letter = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= 'A' && name[i] <= 'Z');
            boolean digit = name[i] >= '0' && name[i] <= '9' && i > 0;
            path.append(
                    letter || digit ? "" + (char) name[i] : "_" + HexFormat.of().toHexDigits(name[i]));
        }
        return path.toString();
    }

    static String of(Job job) {
        return ofJob("" + job.id);
    }

    static String ofJob(String id) {
        return JOB + id;
    }

    static boolean isUnit(String path) {
        return path.startsWith(UNIT);
    }

    /** Returns the name of the unit that a path is for; there need not be such a unit. */
    static String unitName(String path) {
        return ESCAPED.matcher(path.substring(UNIT.length())).replaceAll(code -> {
            String letter = String.valueOf((char) HexFormat.fromHexDigits(code.group(1)));
            return letter.equals("\\") ? "\\\\" : letter;
        });
    }
}
