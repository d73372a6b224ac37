package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Asks the real systemd which texts it refuses a unit for, and what it reads in the others. */
@RequiresUserManager
class UnitFileRefusalIT {

    private static final String GOOD = "[Service]\nExecStart=/bin/true\n";
    private static final String NAME = "servicehandler-text-%d.service";

    @Test
    void refusesTheUnitsThatHaveAFatalProblem() throws IOException {
        Map<String, Boolean> expected = new LinkedHashMap<>();
        Map<String, Boolean> actual = new LinkedHashMap<>();
        try (UserUnits units = new UserUnits()) {
            for (String text : texts()) {
                units.add(name(expected.size()), text.getBytes(StandardCharsets.UTF_8));
                expected.put(text, UnitFile.parse(text).problems().stream().anyMatch(UnitFileProblem::fatal));
            }
            units.reload();
            for (String text : texts()) {
                actual.put(text, property(units, actual.size(), "LoadState").equals("error"));
            }
        }
        assertThat(actual).isEqualTo(expected).containsValues(true, false);
    }

    private static String[] texts() {
        String half = "x".repeat(512 * 1024 - 1);
        return new String[] {
            GOOD,
            GOOD + "noise\n=x\n",
            "A=b\n" + GOOD,
            GOOD + "[Unit\n",
            GOOD + "[Unit] x\n",
            GOOD + "[\n",
            GOOD + "[Un\"it]\n",
            GOOD + "[Un\\it]\n",
            GOOD + "[Un\u0001it]\n",
            GOOD + "[Foo]\nnoise\n[X-Foo]\nnoise\n",
            GOOD + "[]\n",
            GOOD + "A=\uFFFE\n",
            GOOD + "A=\uFDD0\n",
            "\uFFFF\n" + GOOD,
            "#\uFFFF\n" + GOOD,
            GOOD + "A=" + "x".repeat(1024 * 1024 - 3),
            GOOD + "A=" + "x".repeat(1024 * 1024 - 2),
            "#" + "x".repeat(1024 * 1024) + "\n" + GOOD,
            GOOD + half + "\\\n" + half + "=",
            GOOD + half + "\\\n" + half + "=x",
            GOOD + "A=\\\n[bad\n",
            GOOD + "A=\\\n#x\n[bad\n"
        };
    }

    @Test
    void readsTheSameDescription() throws IOException {
        String[] texts = {
            "[Unit]\nDescription= a  b \t\n",
            "[Unit]\nDescription=a\\\n# no\n  ; no\n b\\\n\tc\n",
            "[Unit]\nDescription=a\\\n\n[Service]\n",
            "[Unit]\nDescription=a\\",
            "[Unit]\rDescription=a\r",
            "[Unit]\n\rDescription=a\0Description=b",
            "[Unit]\r\nDescription=a\r\n",
            "\uFEFF[Unit]\nDescription=a\n\uFEFFDescription=b\n",
            "[Unit]\nDescription=a\\\\\nDescription=b\\ \n",
            "[Unit]\n\\\n#Description=a\nDescription\\\n=b\n",
            "[Unit]\nDescription=a\n[Un\\\nit]\nDescription=b\n",
            "[Unit]\n[X-Other]\nDescription=a\n[Unit]\nDescription=b==\n"
        };
        try (UserUnits units = new UserUnits()) {
            for (int i = 0; i < texts.length; i++) {
                units.add(name(i), texts[i].getBytes(StandardCharsets.UTF_8));
            }
            units.reload();
            for (int i = 0; i < texts.length; i++) {
                assertThat(property(units, i, "Description"))
                        .as(Text.quoted(texts[i]))
                        .isEqualTo(UnitFile.parse(texts[i])
                                .last("Unit", "Description")
                                .orElse(""));
            }
        }
    }

    private static String property(UserUnits units, int number, String property) {
        String line =
                units.systemctl("show", "--property=" + property, name(number)).stdout();
        return line.substring(property.length() + 1, line.length() - 1);
    }

    private static String name(int number) {
        return NAME.formatted(number);
    }
}
