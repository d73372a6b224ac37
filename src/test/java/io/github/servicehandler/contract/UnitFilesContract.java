package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.servicehandler.DropIn;
import io.github.servicehandler.DropIns;
import io.github.servicehandler.EnablementState;
import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.UnitFileChange;
import io.github.servicehandler.UnitFiles;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.unit.UnitFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Unit files and drop-ins that the library installs, changes and removes. */
class UnitFilesContract extends Contract {

    private static final UnitFile SLEEPER =
            UnitFile.parse("[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=default.target\n");

    private UnitFiles files() {
        return systemd().unitFiles();
    }

    private ServiceHandler handler(String unit) {
        return systemd().service(unit);
    }

    private static UnitFile described(String description) {
        return UnitFile.parse("[Unit]\nDescription=" + description + "\n");
    }

    private String description(String unit) {
        return handler(unit).status().description();
    }

    // -- installing

    @Test
    void unitsOfEveryTypeAreInstalledTogether() {
        files().install(Map.of(
                "case@.service", SLEEPER,
                "case.target", described("Cases"),
                "case-plain", SLEEPER));

        assertThat(handler("case@a").start().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(description("case.target")).isEqualTo("Cases");
        assertThat(handler("case-plain").status().fragmentPath()).hasValue(path("case-plain.service"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files().install(Map.of("case", SLEEPER, "case.service", SLEEPER)))
                .withMessage("there are two files for case.service");
    }

    @Test
    void aUnitIsInstalledUntilTheNextBoot() {
        files().runtime().install("case", SLEEPER);

        ServiceHandler handler = handler("case");
        assertThat(handler.status().fragmentPath()).hasValue(backend.runtimeDirectory() + "/case.service");
        assertThat(systemd().uninstall(handler).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(handler.state()).isEqualTo(ServiceState.NOT_FOUND);
    }

    @Test
    void anOperatorsMaskStays() {
        files().mask("case.service");
        files().runtime().mask("case-b.service", "case-t@.service");

        for (String unit : new String[] {"case.service", "case-b.service", "case-t@.service"}) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> files().install(Map.of(unit, SLEEPER, "case-new", SLEEPER)))
                    .withMessageStartingWith(unit + " is masked by the link \"")
                    .withMessageEndingWith("/" + unit + "\"; unmask it first");
        }
        assertThat(handler("case").state()).isEqualTo(ServiceState.MASKED);
        assertThat(handler("case-new").state()).isEqualTo(ServiceState.NOT_FOUND);
        files().unmask("case.service");
        systemd().install("case", SLEEPER);
        assertThat(handler("case").state()).isEqualTo(ServiceState.STOPPED);
    }

    // -- uninstalling

    @Test
    void uninstallLeavesNothingBehind() {
        ServiceHandler handler = systemd().install("case", SLEEPER);
        handler.override(described("Overridden"));
        handler.dropIns().runtime().override("b", UnitFile.parse("[Service]\nRestart=always\n"));
        handler.perform(Verb.ENABLE.now());
        systemctl("set-property", "case", "MemoryMax=1M").exits(0);
        systemctl("set-property", "--runtime", "case", "TasksMax=7").exits(0);

        assertThat(systemd().uninstall(handler).kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(handler.state()).isEqualTo(ServiceState.NOT_FOUND);
        systemd().install("case", SLEEPER);
        assertThat(handler.dropIns().list()).isEmpty();
        assertThat(handler.enablement()).isEqualTo(EnablementState.DISABLED);
        assertThat(handler.properties("MemoryMax", "Restart", "Description").text("Restart"))
                .isEqualTo("no");
    }

    @Test
    void uninstallRemovesATemplateWithItsInstances() {
        files().install("case-t@.service", SLEEPER);
        handler("case-t@a").perform(Verb.ENABLE.now());
        handler("case-t@b\\x2dc").perform(Verb.ENABLE.runtime());
        files().dropIns("case-t@.service").override(described("Template"));
        files().dropIns("case-t@b\\x2dc.service").override(described("Instance"));
        assertThat(description("case-t@b\\x2dc")).isEqualTo("Instance");

        files().uninstall("case-t@.service");

        assertThat(handler("case-t@a").state()).isEqualTo(ServiceState.NOT_FOUND);
        assertThat(handler("default.target").properties("Wants").text("Wants")).doesNotContain("case-t@");
        files().install("case-t@.service", SLEEPER);
        assertThat(handler("case-t@b\\x2dc").dropIns().list()).isEmpty();
        files().uninstall("case-t@.service");
        files().uninstall("case-t@.service");
        assertThatIllegalArgumentException().isThrownBy(() -> files().uninstall("case.service"));
    }

    // -- drop-ins

    @Test
    void settingsAreOverriddenAndListedAndRemoved() {
        ServiceHandler handler = systemd().install("case", SLEEPER);

        handler.override(described("One"));
        assertThat(description("case")).isEqualTo("One");
        handler.override(described("Two"));
        handler.dropIns().override("z.conf", described("Three"));
        handler.dropIns().runtime().override("a", UnitFile.parse("[Service]\nNice=1\n"));

        assertThat(description("case")).isEqualTo("Three");
        List<DropIn> list = handler.dropIns().list();
        assertThat(list).extracting(DropIn::name).containsExactly("a.conf", "override.conf", "z.conf");
        assertThat(list).extracting(DropIn::appliesTo).containsOnly("case.service");
        assertThat(list.get(0).path()).hasToString(backend.runtimeDirectory() + "/case.service.d/a.conf");
        assertThat(list.get(1).path()).hasToString(path("case.service.d/override.conf"));
        assertThat(list.get(1).text()).isEqualTo("[Unit]\nDescription=Two\n");

        handler.dropIns().remove("z");
        handler.dropIns().remove("a"); // is in the other directory
        assertThat(description("case")).isEqualTo("Two");
        assertThat(handler.dropIns().list()).hasSize(2);
        handler.dropIns().runtime().remove("a");
        handler.dropIns().remove("override");
        assertThat(handler.dropIns().list()).isEmpty();
        assertThat(handler.status().needsDaemonReload()).isFalse();
    }

    @Test
    void dropInsOfTemplatesAndPrefixesAreListed() {
        files().install("case-t@.service", SLEEPER);
        files().dropIns("case-.service").override("prefix", described("Prefix"));
        files().dropIns("case-t@.service").override("template", UnitFile.parse("# a\n\n# /x.service.d/y\n[Unit]\n"));
        files().dropIns("case-t@a").override("instance", described("Instance"));

        assertThat(files().dropIns("case-t@.service").list())
                .extracting(DropIn::appliesTo)
                .containsExactlyInAnyOrder("case-.service", "case-t@.service");
        assertThat(handler("case-t@a").dropIns().list())
                .extracting(DropIn::appliesTo)
                .containsExactlyInAnyOrder("case-.service", "case-t@.service", "case-t@a.service");
        assertThat(handler("case-t@b").dropIns().list()).hasSize(2);
        assertThat(description("case-t@a")).isIn("Instance", "Prefix");
        files().dropIns("case-.service").remove("prefix");
        assertThat(description("case-t@a")).isEqualTo("Instance");
    }

    @Test
    void onlyUnitsThatExistAreOverridden() {
        files().mask("case-masked.service");

        for (String unit : new String[] {"case-no", "case-no@.service"}) {
            DropIns dropIns = files().dropIns(unit);
            assertThatExceptionOfType(UnitNotFoundException.class)
                    .isThrownBy(() -> dropIns.override(described("x")))
                    .withMessageContaining("there is no unit case-no");
            assertThatExceptionOfType(UnitNotFoundException.class).isThrownBy(dropIns::list);
            dropIns.remove("override");
        }
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> handler("case-masked").override(described("x")))
                .withMessage("case-masked.service is masked; unmask it first");
    }

    @Test
    void namesOfDropInsAreChecked() {
        for (String name : new String[] {"", ".conf", "../x", "a/b", ".hidden", "a b", "a\nb", "ä", "x".repeat(300)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> files().dropIns("case").override(name, SLEEPER))
                    .withMessageContaining("is not the name of a drop-in");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> files().dropIns("case").remove(name));
        }
    }

    // -- links

    @Test
    void templatesAreEnabledAndMasked() {
        files().install("case-t@.service", UnitFile.parse(SLEEPER + "DefaultInstance=x\n"));

        List<UnitFileChange> enabled = files().enable("case-t@.service");
        assertThat(enabled).hasSize(1);
        assertThat(enabled.get(0).kind()).isEqualTo(UnitFileChange.Kind.CREATED);
        assertThat(enabled.get(0).path()).isEqualTo(path("default.target.wants/case-t@x.service"));
        assertThat(enabled.get(0).target()).hasValue(path("case-t@.service"));
        assertThat(files().enable("case-t@.service")).isEmpty();
        assertThat(files().disable("case-t@.service"))
                .extracting(UnitFileChange::kind)
                .containsExactly(UnitFileChange.Kind.REMOVED);

        files().runtime().install("case-m@.service", SLEEPER);
        files().mask("case-m@.service");
        assertThat(handler("case-m@1").start().kind()).isEqualTo(Outcome.Kind.FAILED);
        files().unmask("case-m@.service");
        assertThat(handler("case-m@1").start().kind()).isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void filesElsewhereAreLinkedAndEnabled() {
        String directory =
                backend.isUser() ? backend.directory().replace("/systemd/user", "/case-opt") : "/opt/case-opt";
        String file = directory + "/case-link.service";
        backend.write(file, SLEEPER.toString());
        try {
            assertThat(files().link(file)).extracting(UnitFileChange::path).containsExactly(path("case-link.service"));
            assertThat(handler("case-link").state()).isEqualTo(ServiceState.STOPPED);
            assertThat(files().disable("case-link.service")).isNotEmpty();
            assertThat(handler("case-link").state()).isEqualTo(ServiceState.NOT_FOUND);
            assertThat(files().enable(file)).hasSize(2);
            assertThat(handler("case-link").enablement()).isEqualTo(EnablementState.ENABLED);
            files().disable("case-link.service");
        } finally {
            backend.delete(file);
            backend.delete(directory);
        }
        for (String bad : new String[] {"case", "opt/case.service", "/opt/case", "/opt/case\n.service", "/", ""}) {
            assertThatIllegalArgumentException().isThrownBy(() -> files().link(bad));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> files().enable());
    }

    @Test
    void unitsAreRevertedAndPreset() {
        ServiceHandler handler = systemd().install("case", SLEEPER);
        handler.override(described("Overridden"));

        assertThat(files().revert("case.service"))
                .extracting(UnitFileChange::path)
                .contains(path("case.service.d/override.conf"));
        assertThat(description("case")).isEqualTo("case.service");
        files().preset("case.service");
        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> files().enable("case-no.service"));
    }
}
