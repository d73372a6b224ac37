package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
                        "stable=StableTime[shortest=PT2M, longest=PT2M]",
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
                .hasMessageStartingWith(file + ", line 2, column 6: expected a condition, but found \"nothing\"");
    }

    @Test
    void onlyCommentsAndBlankLinesMakeNoDifference() {
        String text = "rule a\n  when failed\n  then log";

        assertThat(RuleFileParser.meaning("# mine\n\nrule a # it\n when   failed\n\n then log\n"))
                .isEqualTo(RuleFileParser.meaning(text));
        assertThat(RuleFileParser.meaning("rule a\n  then log"))
                .isNotEqualTo(RuleFileParser.meaning("rule a\n  else log"));
        assertThat(RuleFileParser.meaning("then \"log\"")).isNotEqualTo(RuleFileParser.meaning("then log"));
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
                "then log | 1 | 1 | expected \"rule\" and a name on the first line, but found \"then\"",
                "rule | 1 | 5 | expected a rule's name, but found the end of the line",
                "rule a/b | 1 | 6 | must consist of letters, digits",
                "rule a;whne up | 2 | 1 | unknown line \"whne\" (did you mean \"when\"?); a line begins with rule, on, when, as long as",
                "rule a;when filed | 2 | 6 | expected a condition, but found \"filed\" (did you mean \"failed\"?); allowed are failed, up, down, crashed, in",
                "rule a;when (up or down | 2 | 17 | expected \")\", but found the end of the line",
                "rule a;when in runing | 2 | 9 | expected a state, but found \"runing\" (did you mean \"running\"?); allowed are running, completed",
                "rule a;when memory above 5X | 2 | 19 | a size such as 1000, 64K, 100M or 2G",
                "rule a;when up for ever | 2 | 13 | a time such as 500ms",
                "rule a;when logged \"(\" 1 times in 1s | 2 | 13 | a regular expression",
                "rule a;when logged \"x 1 times in 1s | 2 | 13 | unterminated quoted text",
                "rule a;then reboot | 2 | 6 | expected an action, but found \"reboot\"; allowed are restart, start, stop",
                "rule a;then restart 5 | 2 | 14 | a number of attempts such as x5, but found \"5\"",
                "rule a;else log | 2 | 1 | a line of \"then\" must come before the first line of \"else\"",
                "rule a;backoff 5min..1s | 2 | 15 | must not be shorter than its first wait",
                "rule a;grace 10s please | 2 | 11 | expected the end of the line, but found \"please\"",
                "rule a;when memory over 5M | 2 | 13 | expected \"above\" or \"below\", but found \"over\"",
                "rule a;when memory above -5 | 2 | 19 | a size such as 1000, 64K",
                "rule a;when memory above 99999999999G | 2 | 19 | a size such as",
                "rule a;when memory above 5M in 6 of 5 | 2 | 30 | 6 of the last 5",
                "rule a;when cpu above much | 2 | 16 | a number such as 0.5",
                "rule a;when tasks below few | 2 | 18 | a whole number",
                "rule a;when up and | 2 | 12 | expected a condition, but found the end of the line",
                "rule a;when not | 2 | 9 | expected a condition, but found the end of the line",
                "rule a;when () | 2 | 7 | expected a condition, but found \")\"",
                "rule a;when up for 0s | 2 | 13 | must be positive, but was 0ms",
                "rule a;when failed 0 times in 1h | 2 | 13 | the number of times must be from 1 to 1000, but was 0",
                "rule a;when failed 3 in 1h | 2 | 15 | expected \"times\", but found \"in\"",
                "rule a;when ended-by NINE | 2 | 15 | but found \"NINE\" (allowed are HUP, INT",
                "rule a;when at 25:00 | 2 | 9 | a time of day such as 04:30",
                "rule a;when every 5 | 2 | 12 | a time such as 500ms",
                "rule a;when tcp-fails localhost | 2 | 16 | expected host:port, but found \"localhost\"",
                "rule a;when tcp-fails localhost:0 | 2 | 16 | from 1 to 65535",
                "rule a;when http-fails ftp://x/ | 2 | 17 | must begin with http: or https:, but was \"ftp://x/\"",
                "rule a;when service database memory above 1M | 2 | 23 | needs readings or log lines, which are not available for another service",
                "rule a;when service b/d up | 2 | 14 | b/d",
                "rule a;when silent 5min | 2 | 13 | expected \"for\", but found \"5min\"",
                "rule a;on | 2 | 3 | expected a service's name or pattern, but found the end of the line",
                "rule a;on b, c-[d, e | 2 | 7 | expected a service's name or pattern, but found \"c-[d\" (unit name",
                "rule a;on b, c.exe | 2 | 7 | expected a service's name or pattern, but found \"c.exe\" (unit name",
                "rule a;then | 2 | 5 | expected an action, but found the end of the line",
                "rule a;then log, | 2 | 10 | expected an action, but found the end of the line",
                "rule a;then log x0 | 2 | 10 | expected a number of attempts, but found \"x0\" (it must be from 1 to 999999)",
                "rule a;then log xx | 2 | 10 | a number of attempts such as x5, but found \"xx\"",
                "rule a;then kill | 2 | 10 | expected a signal such as TERM or KILL, but found the end of the line",
                "rule a;then restart-group all (a) | 2 | 20 | one-for-one, one-for-all or rest-for-one",
                "rule a;then restart-group one-for-all a | 2 | 32 | expected \"(\", but found \"a\"",
                "rule a;then restart-group one-for-all (a, a) | 2 | 36 | each service only once",
                "rule a;then run /bin/true | 2 | 10 | expected \"(\", as in run (/usr/bin/mail, root), but found \"/bin/true\"",
                "rule a;then run () | 2 | 11 | expected a program, but found \")\"",
                "rule a;jitter 2 | 2 | 8 | from 0 to 1, but was 2.0",
                "rule a;budget 0 in 1h | 2 | 8 | from 1 to 1000, but was 0",
                "rule a;budget 5 per 1h | 2 | 10 | expected \"in\", but found \"per\"",
                "rule a;backoff 1s 5min | 2 | 12 | the units of a time must become smaller, as in 1min 30s, but found \"5min\"",
                "rule a;stable never | 2 | 8 | a time such as",
                "rule a;needs x y | 2 | 9 | expected a comma or the end of the line, but found \"y\"; there must be a comma between two services, and quotes around a name of several words, as in \"x y\"",
                "rule a;on My Bot | 2 | 7 | but found \"Bot\"; there must be a comma between two services, and quotes around a name of several words, as in \"My Bot\"",
                "rule a;on web, My Own Bot, db | 2 | 12 | as in \"My Own Bot\"",
                "rule a;on \"My Bot\" web | 2 | 13 | expected a comma or the end of the line, but found \"web\"; there must be a comma",
                "rule a;then restart-group one-for-all (db, My Bot) | 2 | 40 | expected a comma or \")\", but found \"Bot\"",
                "rule a;when service My Bot up and down | 2 | 17 | expected a condition, but found \"Bot\"; there must be quotes around a name of several words, as in \"My Bot\"",
                "rule a;when service My Bot in stopped | 2 | 17 | as in \"My Bot\"",
                "rule a;when service bot upp and up | 2 | 18 | expected a condition, but found \"upp\" (did you mean \"up\"?)",
                "rule a;when in unknown | 2 | 9 | the state \"unknown\" is not allowed",
                "rule a;when left unknown | 2 | 11 | the state \"unknown\" is not allowed",
                "rule a;when exit-code 256 | 2 | 16 | from 0 to 255",
                "rule a;when in runing | 2 | 9 | but found \"runing\"",
                "rule a;on b;when up;on c | 4 | 1 | rule \"a\" already has a line of \"on\"; only \"else\" may be repeated",
                "rule a;when up;as long as failed | 3 | 1 | already has a line of \"when\" or \"as long as\"",
                "rule a;needs b;needs c | 3 | 1 | already has a line of \"needs\"",
                "rule a;then log;then restart | 3 | 1 | already has a line of \"then\"",
                "rule a;when crashed for 5min | 2 | 14 | is an event, which lasts only a moment",
                "rule a;even if dead | 2 | 1 | unknown line \"even\"; a line begins with",
                "rule r;as log as failed | 2 | 1 | (did you mean \"as long as\"?)",
                "rule r;then reset_failed, restart x5 | 2 | 6 | (did you mean \"reset-failed\"?)",
                "rule r;backoff 1s..5m | 2 | 13 | (did you mean 5min?)",
                "rule r;backoff 5s-5min | 2 | 9 | (did you mean 5s..5min?)",
                "rule r;backoff 5s | 2 | 11 | expected \"..\" and the longest wait, as in 1s..5min",
                "rule r;backoff 1s..9999999d | 2 | 13 | must be at most 100 years, but was 9999999d",
                "rule r;backoff 0s..1s | 2 | 9 | must be positive, but was 0ms",
                "rule r;when logged lost connection 3 times in 1min | 2 | 18 | an expression of several words must be in quotes",
                "rule r;when logged 'lost' 3 times in 1min | 2 | 13 | put a text in double quotes",
                "rule r;when logged \u201clost\u201d 3 times in 1min | 2 | 13 | not a plain one",
                "rule r;when logged \"a(\" 3 times in 1min | 2 | 13 | Unclosed group",
                "rule r;when logged \"\" 3 times in 1min | 2 | 13 | an empty expression matches every line",
                "rule r;when memory above\u00a0100M | 2 | 18 | invisible character U+00A0",
                "rule r;when fa\u200biled | 2 | 8 | invisible character U+200B",
                "rule r;when memory above 100 | 2 | 19 | did you mean 100M?",
                "rule r;when memory above 100MB | 2 | 19 | did you mean 100M?",
                "rule r;when memory below 0M | 2 | 19 | no reading is below 0",
                "rule r;when cpu above infinity | 2 | 16 | a number such as 0.5",
                "rule r;when cpu above NaN | 2 | 16 | a number such as 0.5",
                "rule r;when cpu above 0x1p3 | 2 | 16 | a number such as 0.5",
                "rule r;when cpu above 1e3 | 2 | 16 | a number such as 0.5",
                "rule r;when cpu above 50% | 2 | 16 | did you mean 0.5?",
                "rule r;when tasks above +5 | 2 | 18 | a whole number",
                "rule r;jitter 10% | 2 | 8 | did you mean 0.1?",
                "rule r;stable 10min 10min | 2 | 14 | units of a time must become smaller",
                "rule r;stable 30s 1min | 2 | 12 | units of a time must become smaller",
                "rule r;when every 1ms | 2 | 12 | at least 1s, but was 1ms",
                "rule r;when result exit_code | 2 | 13 | allowed are core-dump, exec-condition, exit-code",
                "rule r;when file-missing ~/x | 2 | 19 | ~ is not replaced by a home directory",
                "rule r;when file-missing run/x | 2 | 19 | must begin with /",
                "rule r;when file-changed ./x | 2 | 19 | must begin with /",
                "rule r;when tcp-fails :80 | 2 | 16 | expected host:port",
                "rule r;when tcp-fails http://web:80 | 2 | 16 | expected host:port",
                "rule r;when http-fails http:///x | 2 | 17 | must have a host",
                "rule r;when command-fails ~/check | 2 | 20 | ~ is not replaced",
                "rule r;when command-fails bin/check | 2 | 20 | must begin with /",
                "rule r;when command-fails /bin/check, $HOME/x | 2 | 32 | no shell reads it",
                "rule r;then run (\"\") | 2 | 11 | the program is missing",
                "rule r;then run (/usr/bin/mail -s down root) | 2 | 25 | or a comma before the next argument",
                "rule r;then run (/bin/echo, hi, >, /tmp/x) | 2 | 26 | no shell reads it",
                "rule r;then restart x99999999999 | 2 | 14 | it must be from 1 to 999999",
                "rule r;then restart x2147483647 | 2 | 14 | it must be from 1 to 999999",
                "rule r;then x5 restart | 2 | 6 | write it at the end of the line",
                "rule r;then reset-failed x2, restart | 2 | 21 | write it at the end of the line",
                "rule r;budget 5000 in 1h | 2 | 8 | from 1 to 1000, but was 5000",
                "rule r;when up && failed | 2 | 9 | (did you mean \"and\"?)",
                "rule r;when kill | 2 | 6 | expected a condition",
                "rule r;then restart-group one_for_all (a) | 2 | 20 | (did you mean \"one-for-all\"?)",
                "rule r;even if stoped | 2 | 1 | (did you mean \"even if stopped\"?)",
                "rule r;Then restart | 2 | 1 | (did you mean \"then\"?)",
                "Rule r | 1 | 1 | (did you mean \"rule\"?)",
                "rule: r | 1 | 1 | (did you mean \"rule\"?)",
                "// bots | 1 | 1 | a comment begins with #",
                "rule r bots | 1 | 8 | the name of a rule is one word",
                "rule r;when up;then log;rule r | 4 | 6 | there are two rules named \"r\"",
                "rule r;when up | 1 | 6 | rule \"r\" has no action; add a line of \"then\"",
                "rule r;then log | 1 | 6 | has no condition; add a line of \"when\" or \"as long as\"",
                "rule r;when up;rule s;when up;then log | 1 | 6 | rule \"r\" has no action",
                "# nothing yet | 1 | 1 | there is no rule"
            })
    void saysWhereAMistakeIsAndWhatIsAllowed(String text, int line, int column, String message) {
        assertThatThrownBy(() -> RuleFileParser.parse(text.replace(';', '\n')))
                .isInstanceOfSatisfying(RuleFileException.class, e -> {
                    assertThat(e.line()).as(e.getMessage()).isEqualTo(line);
                    assertThat(e.column()).as(e.getMessage()).isEqualTo(column);
                })
                .hasMessageContaining(message)
                .hasMessageStartingWith("line " + line + ", column " + column);
    }

    @Test
    void anEmptyFileIsNoRuleFile() {
        assertThatThrownBy(() -> RuleFileParser.parse("")).hasMessageStartingWith("line 1, column 1: there is no rule");
    }

    @Test
    void aWordForAShellMayStandInQuotes() {
        Rule rule = only("rule r\nwhen up\nthen run (/bin/sh, -c, \"echo $HOME > /tmp/x\")");

        assertThat(only("rule r\nwhen up\nthen " + rule.steps().get(0)).steps())
                .hasToString(rule.steps().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "# f\u00fcr|line 1, column 4: the byte 0xFC is not text in UTF-8",
                "rule r;# \u00fc|line 2, column 3: the byte 0xFC is not text in UTF-8",
            })
    void aFileInAnotherEncodingIsRefusedAtItsFirstWrongByte(String text, String message, @TempDir Path directory)
            throws IOException {
        Path file = Files.write(
                directory.resolve("x.rules"), text.replace(';', '\n').getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Rule.readAll(file))
                .isInstanceOf(RuleFileException.class)
                .hasMessageStartingWith(file + ", " + message);
    }

    @Test
    void aFileInUtf16IsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("x.rules"), "rule r\n".getBytes(StandardCharsets.UTF_16));

        assertThatThrownBy(() -> Rule.readAll(file))
                .hasMessage(file + ", line 1, column 1: the file is in UTF-16; save it in UTF-8");
    }

    private static Rule only(String text) {
        List<Rule> rules = RuleFileParser.parse(text);
        assertThat(rules).hasSize(1);
        return rules.get(0);
    }
}
