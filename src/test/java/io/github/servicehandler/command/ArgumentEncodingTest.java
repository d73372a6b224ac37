package io.github.servicehandler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentEncodingTest {

    private static final boolean OLD = Runtime.version().feature() < 18;
    private static final String REFUSED =
            "an argument has characters that this JVM cannot pass as UTF-8," + " because it encodes them as ";
    private static final String ADVICE =
            ": run the JVM with LC_ALL=C.UTF-8" + (OLD ? " and -Dfile.encoding=UTF-8" : "") + " [printf %s ";

    @Test
    void aJvmWithAUtf8LocalePassesEverything() {
        assertThat(printed("C.UTF-8", "grüße €")).isEqualTo("6772c3bcc39f6520e282ac");
    }

    @Test
    void aJvmWithoutALocalePassesAsciiOnly() {
        assertThat(printed("POSIX", "ascii")).isEqualTo("6173636969");
        assertThat(printed("POSIX", "grüße")).startsWith(REFUSED + "US-ASCII" + ADVICE);
    }

    @Test
    void fileEncodingDecidesUpToJdk17() {
        String inAscii = printed("POSIX", "grüße", "-Dfile.encoding=UTF-8");
        String inUtf8 = printed("C.UTF-8", "grüße", "-Dfile.encoding=ISO-8859-1");
        if (OLD) {
            assertThat(inAscii).isEqualTo("6772c3bcc39f65");
            assertThat(inUtf8).startsWith(REFUSED + "ISO-8859-1" + ADVICE);
        } else {
            assertThat(inAscii).startsWith(REFUSED + "US-ASCII" + ADVICE);
            assertThat(inUtf8).isEqualTo("6772c3bcc39f65");
        }
    }

    @Test
    void aValueOfAVariableMustArriveToo() {
        assertThatThrownBy(
                        () -> CommandRunner.local().run(Command.of("true").withEnvironment("GREETING", "secret\ud800")))
                .isInstanceOf(CommandStartException.class)
                .hasMessage("the value of the environment variable GREETING has half of a surrogate pair, which is not"
                        + " a character [true # sets GREETING]");
    }

    private static String printed(String locale, String word, String... options) {
        return new OtherJvm(Map.of("LC_ALL", locale), options).run("printf", "%s", word);
    }
}
