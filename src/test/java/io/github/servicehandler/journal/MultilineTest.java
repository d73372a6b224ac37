package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultilineTest {

    /** Joins lines to messages, as a log without bounds and pauses would be joined. */
    private static List<String> join(Multiline multiline, String text) {
        List<String> messages = new ArrayList<>();
        List<String> message = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (!message.isEmpty() && !multiline.continues(message, line)) {
                messages.add(String.join("\n", message));
                message.clear();
            }
            message.add(line);
        }
        messages.add(String.join("\n", message));
        return messages;
    }

    private static void assertOneMessage(String trace) {
        assertThat(join(Multiline.stackTraces(), "before\n" + trace + "\nafter: 7 (done)"))
                .containsExactly("before", trace, "after: 7 (done)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                Exception in thread "main" java.lang.IllegalStateException: outer
                \tat bot.Main.main(Main.java:7)
                \tat java.base/java.lang.reflect.Method.invoke(Native Method)
                \tSuppressed: java.io.IOException: on close
                \t\tat bot.Main.close(Main.java:9)
                \t\t... 1 more
                Caused by: java.io.IOException: inner
                \tat bot.Disk.read(Disk.java:70)
                \t... 12 more
                Caused by: java.lang.StackOverflowError
                \t[CIRCULAR REFERENCE: java.lang.StackOverflowError]
                \t... 3 common frames omitted""", """
                2026-11-30 12:00:00,000 ERROR [main] bot.Main - failed
                java.sql.SQLException: no such table
                \tat org.db.Driver.query(Driver.java:7) ~[driver.jar:1.0]
                Caused by: org.db.Table$MissingException: users
                \tat org.db.Table.<init>(Table.java:1)""", """
                bot.Failure: a name without a usual end
                \tat bot.Main.main(Main.java)""", """
                TypeError: Cannot read properties of undefined (reading 'x')
                    at Object.<anonymous> (/srv/bot.js:1:7)
                    at async Promise.all (index 0)
                    at /srv/bot.js:10:3
                    at <anonymous>""", """
                Unhandled exception. System.InvalidOperationException: outer
                 ---> System.IO.IOException: inner
                   at Bot.Disk.Read() in /srv/Disk.cs:line 7
                   --- End of inner exception stack trace ---
                   at Bot.Main() in /srv/Main.cs:line 3""", """
                Traceback (most recent call last):
                  File "/srv/bot.py", line 7, in <module>
                    main()
                    ~~~~^^
                  File "/srv/bot.py", line 3, in main
                    raise ValueError("bad: (input)")
                  [Previous line repeated 996 more times]
                ValueError: bad: (input)""", """
                ERROR:root:cannot read
                Traceback (most recent call last):
                  File "/srv/bot.py", line 7, in <module>
                KeyboardInterrupt""", """
                Traceback (most recent call last):
                  File "/srv/bot.py", line 3, in <module>
                KeyError: 'a'

                During handling of the above exception, another exception occurred:

                Traceback (most recent call last):
                  File "/srv/bot.py", line 5, in <module>
                bot.errors.Failed: again
                The above exception was the direct cause of the following exception:
                Traceback (most recent call last):
                  File "/srv/bot.py", line 9, in <module>
                __main__.Last""", """
                panic: runtime error: index out of range [7] with length 3
                [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x0]

                goroutine 1 [running]:
                main.(*bot).run(0xc000012345, {0x1, 0x2})
                \t/srv/bot.go:7 +0x1d
                panic({0x45e5a0?, 0x4a2c18?})
                \t/usr/lib/go/src/runtime/panic.go:770 +0x132
                created by main.main in goroutine 1
                \t/srv/bot.go:3 +0x25
                exit status 2""", """
                2026/11/30 12:00:00 http: panic serving 127.0.0.1:40000: oh
                goroutine 7 [running]:
                net/http.(*conn).serve.func1()
                \t/usr/lib/go/src/net/http/server.go:1898 +0xbe""", """
                /srv/bot.rb:1:in `run': no (RuntimeError)
                \tfrom /srv/bot.rb:5:in `block in main'
                \tfrom /srv/bot.rb:7:in '<main>'"""})
    void joinsAStackTraceAndNothingElse(String trace) {
        assertOneMessage(trace);
    }

    @Test
    void joinsAGroupOfExceptionsOfPython() {
        assertOneMessage("""
                  + Exception Group Traceback (most recent call last):
                  |   File "/srv/bot.py", line 3, in <module>
                  | ExceptionGroup: several (1 sub-exception)
                  +-+---------------- 1 ----------------
                    | Traceback (most recent call last):
                    |   File "/srv/bot.py", line 1, in <module>
                    | ValueError: 1
                    +------------------------------------
                """.stripTrailing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one\ntwo\nthree",
                "list:\n  - indented\n\t- with a tab",
                "Listening\n  at the usual place",
                "INFO started\njava.lang.IllegalStateException: printed by itself",
                "java.lang.IllegalStateException: a\njava.lang.IllegalStateException: b",
                "ERROR one\nERROR two\nbot.Main - three",
                "ValueError: a\nValueError: b",
                "no panic\ngoroutine 1 [running]:",
                "call(x)\ncall(y)",
                "... and 7 more\ntotal",
                "\n\n"
            })
    void otherLinesStayApart(String lines) {
        assertThat(join(Multiline.stackTraces(), lines)).isEqualTo(List.of(lines.split("\n", -1)));
    }

    @Test
    void twoTracesStayApart() {
        String trace = "Traceback (most recent call last):\n  File \"a\", line 1, in f\nValueError: x";
        String panic = "panic: x\n\ngoroutine 1 [running]:\nmain.main()\n\t/a.go:1 +0x1";
        String java = "java.lang.Error: x\n\tat A.b(A.java:1)";

        assertThat(join(Multiline.stackTraces(), String.join("\n", trace, trace, panic, panic, java, java)))
                .containsExactly(trace, trace, panic, panic, java, java);
    }

    @Test
    void aFirstLineHasAMatchOfThePattern() {
        Multiline dated = Multiline.startingWith(Pattern.compile("^\\d\\d:\\d\\d "));

        assertThat(join(dated, "rest\n12:00 a\nb 13:00\n\tc\n12:01 d"))
                .containsExactly("rest", "12:00 a\nb 13:00\n\tc", "12:01 d");
    }

    @Test
    void anyOtherLineHasAMatchOfThePattern() {
        Multiline indented = Multiline.continuedBy(Pattern.compile("^\\s"));

        assertThat(join(indented, " a\nb\n  c\n\n\td\ne")).containsExactly(" a", "b\n  c", "\n\td", "e");
    }

    @Test
    void aMessageWithoutLinesIsNotContinued() {
        assertThat(Multiline.stackTraces().continues(List.of(), "\tat A.b(A.java:1)"))
                .isFalse();
    }

    @Test
    void bounds() {
        Multiline multiline = Multiline.stackTraces()
                .timeout(Duration.ofMillis(7))
                .maxLines(8)
                .maxCharacters(9);

        assertThat(multiline.timeout()).isEqualTo(Duration.ofMillis(7));
        assertThat(multiline.maxLines()).isEqualTo(8);
        assertThat(multiline.maxCharacters()).isEqualTo(9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> multiline.timeout(Duration.ZERO))
                .withMessage("timeout must be positive, but was PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> multiline.maxLines(0))
                .withMessage("lines must be at least 1, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> multiline.maxCharacters(-1))
                .withMessage("characters must be at least 1, but was -1");
    }
}
