package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that units are found whether they are installed or only loaded, and that templates are no trap. */
class FindUnitsTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);

    private List<String> find(String... patterns) {
        return systemd.findUnits(patterns).stream()
                .map(ServiceHandler::toString)
                .toList();
    }

    @Test
    void findsEachUnitOnceAndNoTemplate() {
        fake.install("bot-b.service");
        fake.install("bot-a.service");
        fake.install("bot-t@.service");
        systemd.service("bot-a").start();
        systemd.service("bot-t@1").start();

        assertThat(find("bot-*")).containsExactly("bot-a.service", "bot-b.service", "bot-t@1.service");
        assertThat(find("bot-b")).containsExactly("bot-b.service");
        assertThat(find("nonesuch*")).isEmpty();
        assertThat(find()).contains("bot-a.service", "bot-t@1.service").doesNotContain("bot-t@.service");
    }

    @Test
    void leavesOutAliasesAndMissingUnits() {
        fake.install(
                "bot.service",
                "[Unit]\nAfter=bot-gone.service\n[Service]\nExecStart=/bin/bot\n[Install]\nAlias=bot-alias.service\n");
        systemd.service("bot").enable();
        systemd.service("bot").start();

        assertThat(find("bot*")).containsExactly("bot.service");
    }

    @Test
    void aTemplateIsListedAndSaysSo() {
        fake.install("bot@.service");

        assertThat(systemd.listUnitFiles("bot*")).singleElement().matches(ListedUnitFile::isTemplate);
        assertThatIllegalArgumentException().isThrownBy(() -> systemd.service("bot@.service"));
    }
}
