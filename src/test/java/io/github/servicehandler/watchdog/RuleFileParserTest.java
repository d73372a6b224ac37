package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileParserTest {

    @Test
    void readsARuleWithAllItMayHave() {
        Rule rule = only("""
                # bots
                rule revive
                  on bot-*, mailer
                  as long as failed   # down for good
                  then reset-failed, restart x5
                  else kill KILL, restart
                  else quarantine, log
                  backoff 1s..5min
                  jitter 0.2
                  budget 20 in 1h
                  cooldown 10s
                  grace 1min 30s
                  stable 2min
                  needs database
                  even if stopped
                  even if systemd restarts
                """);

        assertThat(rule)
                .hasToString("revive: on bot-*,mailer as long as failed -> "
                        + "reset-failed, restart x5 | kill KILL, restart | quarantine, log");
        assertThat(rule.limits().toString())
                .contains(
                        "first=PT1S",
                        "cap=PT5M",
                        "jitter=0.2",
                        "20 in 1h",
                        "cooldown=PT10S",
                        "grace=PT1M30S",
                        "stable=PT2M",
                        "evenIfStopped=true",
                        "evenIfSystemdRestarts=true",
                        "[database.service]");
    }

    @Test
    void allWordsAreInTheManual() throws IOException {
        String manual = Files.readString(Path.of("docs/rules.md"));
        Pattern quoted = Pattern.compile("`([^`]+)`");
        String words = quoted.matcher(manual)
                .results()
                .map(code -> " " + code.group(1) + " ")
                .collect(Collectors.joining());

        assertThat(RuleFileParser.words())
                .hasSizeGreaterThan(40)
                .allSatisfy(word -> assertThat(words).contains(" " + word + " "));
    }

    @Test
    void aMistakeInAFileIsToldWithTheFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x.rules"), "rule a\nwhen nothing\n");

        assertThatThrownBy(() -> Rule.readAll(file))
                .isInstanceOf(RuleFileException.class)
                .hasMessageStartingWith(file + ", line 2, column 6: a condition is expected here");
    }

    @Test
    void readsTheExample() throws IOException {
        assertThat(Rule.readAll(Path.of("examples/bots.rules")))
                .extracting(Rule::name)
                .containsExactly("revive", "fat", "stuck", "flapping", "idle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed",
                "up",
                "down",
                "crashed",
                "in running,starting",
                "entered error",
                "left running",
                "result exit-code,timeout",
                "exit-code 7",
                "ended-by SEGV",
                "restarted 3 times in 1min",
                "failed 10 times in 1h",
                "start-limit-hit",
                "up-for 1h",
                "every 5min",
                "at 04:30",
                "at 04:30 Europe/Berlin",
                "exit-code 7,8",
                "service database up",
                "service database (in stopped, error)",
                "service database (not up)",
                "memory above 100M in 3 of 5 every 10s",
                "cpu above 0.5",
                "tasks above 100",
                "memory below 1G",
                "cpu below 0.01 in 5 of 5 every 1min",
                "tasks below 2",
                "up-for-less 10s",
                "tcp-fails localhost:80",
                "http-fails http://localhost/",
                "command-fails /usr/bin/check, \"now, or \\\"never\\\"\"",
                "file-missing /run/bot.pid",
                "file-missing \"/run/my bot.pid\"",
                "http-fails \"http://localhost/(a)\"",
                "file-older /run/beat 5min",
                "file-larger /var/log/bot.log 1G",
                "file-changed /etc/bot.conf",
                "logged \"lost \\\"(con|pat)\\w+\" 3 times in 1min",
                "logged \"ends in \\\\\\\\\" 3 times in 1min",
                "silent for 10min",
                "not (failed for 10s)",
                "(not failed) for 10s",
                "failed and (up or not down) and crashed"
            })
    void readsEveryCondition(String condition) {
        Rule rule = only("rule r\nwhen " + condition + "\nthen log");

        String text = rule.condition().toString();
        assertThat(only("rule r\nwhen " + text + "\nthen log").condition()).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"lost \\w+", "lost \\\\w+"})
    void aBackslashBeforeALetterIsOneHoweverItIsWritten(String written) {
        Rule rule = only("rule r\nwhen logged \"" + written + "\" 1 times in 1min\nthen log");

        assertThat(rule.condition().patterns()).extracting(LinePattern::text).containsExactly("lost \\w+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restart",
                "start",
                "stop",
                "reload",
                "reset-failed",
                "kill TERM",
                "quarantine",
                "log",
                "restart-group rest-for-one (a.service, b.service)",
                "run (/usr/bin/mail, root)"
            })
    void readsEveryAction(String action) {
        assertThat(only("rule r\nwhen up\nthen " + action).steps())
                .singleElement()
                .hasToString(action);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "then log | 1 | 1 | the first line is \"rule\" and a name",
                "rule | 1 | 5 | a rule's name is missing here",
                "rule a/b | 1 | 6 | a word of letters, digits",
                "rule a;whne up | 2 | 1 | a line begins with rule, on, when, as long as",
                "rule a;when filed | 2 | 6 | one of failed, up, down, crashed, in",
                "rule a;when (up or down | 2 | 17 | \")\" is allowed here",
                "rule a;when in runing | 2 | 9 | one of [running, completed",
                "rule a;when memory above 5X | 2 | 19 | a size such as 1000, 64K, 100M or 2G",
                "rule a;when up for ever | 2 | 13 | a time such as 500ms",
                "rule a;when logged \"(\" 1 times in 1s | 2 | 13 | a regular expression",
                "rule a;when logged \"x 1 times in 1s | 2 | 13 | begins with \" ends with one",
                "rule a;then reboot | 2 | 6 | one of restart, start, stop",
                "rule a;then restart 5 | 2 | 14 | how often such as x5",
                "rule a;else log | 2 | 9 | orElse comes after then",
                "rule a;backoff 5min..1s | 2 | 17 | shorter than its first wait",
                "rule a;grace 10s please | 2 | 11 | the line should end here",
                "rule a;when memory over 5M | 2 | 13 | \"above\" or \"below\" is allowed here",
                "rule a;when memory above -5 | 2 | 19 | a size such as 1000, 64K",
                "rule a;when memory above 99999999999G | 2 | 19 | a size such as",
                "rule a;when memory above 5M in 6 of 5 | 2 | 31 | 6 of the last 5",
                "rule a;when cpu above much | 2 | 16 | a number such as 0.5",
                "rule a;when tasks below few | 2 | 18 | a whole number",
                "rule a;when up and | 2 | 12 | a condition is expected here",
                "rule a;when not | 2 | 9 | a condition is expected here",
                "rule a;when () | 2 | 7 | a condition is expected here",
                "rule a;when up for 0s | 2 | 15 | must be positive",
                "rule a;when failed 0 times in 1h | 2 | 26 | 1 to 1000, not 0",
                "rule a;when failed 3 in 1h | 2 | 15 | \"times\" is allowed here",
                "rule a;when ended-by NINE | 2 | 15 | known here: HUP INT",
                "rule a;when at 25:00 | 2 | 9 | a time of day such as 04:30",
                "rule a;when every 5 | 2 | 12 | a time such as 500ms",
                "rule a;when tcp-fails localhost | 2 | 16 | host:port is allowed here",
                "rule a;when tcp-fails localhost:0 | 2 | 16 | from 1 to 65535",
                "rule a;when http-fails ftp://x/ | 2 | 17 | begins with http: or https:",
                "rule a;when service database memory above 1 | 2 | 37 | of another service only its states",
                "rule a;when service b/d up | 2 | 20 | b/d",
                "rule a;when silent 5min | 2 | 13 | \"for\" is allowed here",
                "rule a;on | 2 | 3 | a service's name is missing here",
                "rule a;then | 2 | 5 | an action is expected here",
                "rule a;then log, | 2 | 10 | an action is expected here",
                "rule a;then log x0 | 2 | 12 | must be positive",
                "rule a;then log xx | 2 | 10 | how often such as x5",
                "rule a;then kill | 2 | 10 | a signal such as TERM or KILL is missing",
                "rule a;then restart-group all (a) | 2 | 20 | one-for-one, one-for-all or rest-for-one",
                "rule a;then restart-group one-for-all a | 2 | 32 | \"(\" is allowed here",
                "rule a;then restart-group one-for-all (a, a) | 2 | 38 | each once",
                "rule a;then run /bin/true | 2 | 10 | \"(\" is allowed here",
                "rule a;then run () | 2 | 11 | a program or argument is missing here",
                "rule a;jitter 2 | 2 | 9 | from 0 to 1, not 2.0",
                "rule a;budget 0 in 1h | 2 | 15 | 1 to 1000 times, not 0",
                "rule a;budget 5 per 1h | 2 | 10 | \"in\" is allowed here",
                "rule a;backoff 1s 5min | 2 | 16 | \"..\" is allowed here",
                "rule a;stable never | 2 | 8 | a time such as",
                "rule a;needs x y | 2 | 9 | the line should end here",
                "rule a;when in unknown | 2 | 16 | do not ask for that",
                "rule a;when left unknown | 2 | 18 | do not ask for that",
                "rule a;when exit-code 256 | 2 | 19 | from 0 to 255",
                "rule a;when in runing | 2 | 9 | not \"runing\"",
                "rule a;on b;when up;on c | 4 | 4 | rule \"a\" has a line of \"on\" already",
                "rule a;when up;as long as failed | 3 | 12 | has a line of \"when\" already",
                "rule a;needs b;needs c | 3 | 7 | has a line of \"needs\" already",
                "rule a;then log;then restart | 3 | 6 | has a line of \"then\" already",
                "rule a;when crashed for 5min | 2 | 22 | holds for a moment only",
                "rule a;even if dead | 2 | 1 | a line begins with"
            })
    void saysWhereAMistakeIsAndWhatIsAllowed(String text, int line, int column, String message) {
        assertThatThrownBy(() -> RuleFileParser.parse(text.replace(';', '\n')))
                .isInstanceOfSatisfying(RuleFileException.class, e -> {
                    assertThat(e.line()).isEqualTo(line);
                    assertThat(e.column()).as(e.getMessage()).isEqualTo(column);
                })
                .hasMessageContaining(message)
                .hasMessageStartingWith("line " + line + ", column " + column);
    }

    private static Rule only(String text) {
        List<Rule> rules = RuleFileParser.parse(text);
        assertThat(rules).hasSize(1);
        return rules.get(0);
    }
}
