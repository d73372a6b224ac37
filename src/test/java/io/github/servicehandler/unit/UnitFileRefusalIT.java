package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.internal.text.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of which texts the real systemd refuses a unit for, and of what it reads in the others. */
@RequiresUserManager
class UnitFileRefusalIT {

    private static final String GOOD = "[Service]\nExecStart=/bin/true\n";
    private static final String NAME = "servicehandler-text-%d.service";

    @Test
    void refusesTheUnitsThatHaveAFatalProblem() throws IOException {
        assertRefusedAsWeDo(texts());
    }

    @Test
    void refusesTheUnitsThatHaveBadCharactersInAHeader() throws IOException {
        assumeTrue(version() >= 252, "systemd 247 does not refuse such headers");

        assertRefusedAsWeDo(GOOD, GOOD + "[Un\"it]\n", GOOD + "[Un\\it]\n", GOOD + "[Un\u0001it]\n");
    }

    private static int version() throws IOException {
        try (UserUnits units = new UserUnits()) {
            String line = units.systemctl("show", "--property=Version").stdout();
            return Integer.parseInt(line.replaceFirst("(?s)Version=(\\d+).*", "$1"));
        }
    }

    private static void assertRefusedAsWeDo(String... texts) throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> actual = new LinkedHashMap<>();
        try (UserUnits units = new UserUnits()) {
            for (int i = 0; i < texts.length; i++) {
                units.add(name(i), texts[i].getBytes(StandardCharsets.UTF_8));
            }
            units.reload();
            for (int i = 0; i < texts.length; i++) {
                actual.put(title(i, texts[i]), property(units, i, "LoadState"));
                expected.put(title(i, texts[i]), isRefused(texts[i]) ? "error" : "loaded");
            }
        }
        assertThat(actual).isEqualTo(expected).containsValues("error", "loaded");
    }

    private static boolean isRefused(String text) {
        return UnitFile.parse(text, UnitType.SERVICE).problems().stream().anyMatch(UnitFileProblem::fatal);
    }

    private static String title(int number, String text) {
        return number + ": " + VisibleText.quoted(text.substring(0, Math.min(60, text.length())));
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
            GOOD + "[Foo]\nnoise\n[X-Foo]\nnoise\n",
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
                        .as(VisibleText.quoted(texts[i]))
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
