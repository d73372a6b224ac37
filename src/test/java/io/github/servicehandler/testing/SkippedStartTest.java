package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Skipped starts on the fake, as the library reports them. */
@ParameterizedClass(name = "{0} {1}")
@MethodSource("managers")
class SkippedStartTest {

    @Parameter(0)
    int version;

    @Parameter(1)
    @SuppressWarnings("NullAway.Init")
    ManagerAddress manager;

    static Stream<Arguments> managers() {
        return Stream.of(247, 252, 257, 262)
                .flatMap(number -> Stream.of(ManagerAddress.user(), ManagerAddress.system())
                        .map(manager -> Arguments.of(number, manager)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Unit]\nConditionPathExists=/nonexistent\n[Service]\n",
                "[Unit]\nConditionPathExists=|/nonexistent\nConditionPathExists=|/nonexistent2\n[Service]\n",
                "[Unit]\nConditionUser=nobody\n[Service]\nType=oneshot\n",
                "[Unit]\nDescription=What it is\nConditionFirstBoot=yes\n[Service]\nRestart=on-failure\n",
                "[Service]\nExecCondition=/bin/false\n"
            })
    void isAnOutcomeOfItsOwn(String text) {
        FakeSystemd fake = FakeSystemd.create(version);
        new FakeDisk(fake).write(directory() + "/skip.service", text + "ExecStart=/bin/sleep 1000\n");
        Systemd systemd = Systemd.of(manager, fake);
        systemd.daemonReload();
        ServiceHandler service = systemd.service("skip.service");

        for (Outcome outcome : List.of(service.start(), service.restart(), service.start())) {
            assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.SKIPPED);
            assertThat(outcome.reason()).contains("skipped");
        }
    }

    private String directory() {
        return manager.isUser() ? "/home/user/.config/systemd/user" : "/etc/systemd/system";
    }
}
