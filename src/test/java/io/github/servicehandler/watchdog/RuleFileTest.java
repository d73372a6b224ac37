package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {

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
        assertThat(rule.restraint().toString())
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
    void readsTheExample() throws IOException {
        assertThat(Rule.readAll(Path.of("examples/bots.rules")))
                .extracting(Rule::name)
                .containsExactly("revive", "fat", "stuck", "flapping");
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
                "service database up",
                "memory above 100M in 3 of 5 every 10s",
                "cpu above 0.5",
                "tasks above 100",
                "tcp-fails localhost:80",
                "http-fails http://localhost/",
                "command-fails /usr/bin/check, now",
                "file-missing /run/bot.pid",
                "file-older /run/beat 5min",
                "file-larger /var/log/bot.log 1G",
                "file-changed /etc/bot.conf",
                "logged \"lost (con|pat)\\w+\" 3 times in 1min",
                "silent for 10min",
                "not failed for 10s",
                "failed and (up or not down) and crashed"
            })
    void readsEveryCondition(String condition) {
        Rule rule = only("rule r\nwhen " + condition + "\nthen log");

        assertThat(rule.condition().toString()).isNotEmpty();
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
                "restart-group rest-for-one (a, b)",
                "run (/usr/bin/mail, root)"
            })
    void readsEveryAction(String action) {
        assertThat(only("rule r\nwhen up\nthen " + action).stages()).hasSize(1);
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
                "rule a;grace 10s please | 2 | 11 | the line should end here"
            })
    void saysWhereAMistakeIsAndWhatIsAllowed(String text, int line, int column, String message) {
        assertThatThrownBy(() -> RuleFile.parse(text.replace(';', '\n')))
                .isInstanceOfSatisfying(RuleFileException.class, e -> {
                    assertThat(e.line()).isEqualTo(line);
                    assertThat(e.column()).as(e.getMessage()).isEqualTo(column);
                })
                .hasMessageContaining(message)
                .hasMessageStartingWith("line " + line + ", column " + column);
    }

    private static Rule only(String text) {
        List<Rule> rules = RuleFile.parse(text);
        assertThat(rules).hasSize(1);
        return rules.get(0);
    }
}
