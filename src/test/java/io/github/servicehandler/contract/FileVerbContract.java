package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The verbs and options of systemctl about presets, the default target, and unit files without a manager. */
class FileVerbContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    private void installable(String name) {
        String target = backend.isUser() ? "default.target" : "multi-user.target";
        unit(name, "[Service]", SLEEP, "[Install]", "WantedBy=" + target);
    }

    private void isEnabled(String name, String state) {
        systemctl("is-enabled", name).prints(state);
    }

    @Test
    void withoutARuleAPresetEnables() {
        installable("case.service");

        systemctl("preset", "--preset-mode=disable-only", "case").exits(0).printsNoErrors();
        isEnabled("case", "disabled");
        systemctl("preset", "case").exits(0).printsErrors("Created symlink ");
        isEnabled("case", "enabled");
        systemctl("preset", "case").exits(0).printsNoErrors();
        expect("case", "UnitFilePreset=enabled");
    }

    @Test
    void aPresetNeedsAUnitAndAMode() {
        installable("case.service");

        systemctl("preset", "--preset-mode=bad", "case").exits(1).printsErrors("Failed to parse preset mode: bad.");
        systemctl("preset", "case-nope").exits(1).printsErrors("Failed to preset unit: Unit ");
        systemctl("preset").exits(1).printsErrors("Too few arguments.");
        isEnabled("case", "disabled");
        boolean ignoresMissing = version() >= 262;
        systemctl("preset", "case", "case-nope").exits(ignoresMissing ? 0 : 1);
        isEnabled("case", ignoresMissing ? "enabled" : "disabled");
    }

    @Test
    void aMaskedUnitHasNoPreset() {
        link("case-mask.service", "/dev/null");

        systemctl("preset", "case-mask").exits(version() < 262 ? 1 : 0).printsErrors("/case-mask.service is masked");
    }

    @Test
    void theDefaultTargetHasToBeATarget() {
        service("case", SLEEP);

        String target = systemctl("get-default").exits(0).stdout().strip();
        assertThat(target).endsWith(".target");
        systemctl("set-default", "case.service")
                .exits(1)
                .printsErrors("Failed to set default target: Invalid argument");
        systemctl("set-default", "case-nope").exits(1).printsErrors("Failed to set default target: Unit ", "case-nope");
        systemctl("set-default").exits(1).printsErrors("Too few arguments.");
        systemctl("get-default", "case").exits(1).printsErrors("Too many arguments.");
        systemctl("get-default").exits(0).prints(target);
    }

    @Test
    void unitFilesAreChangedWithoutTheManager() {
        installable("case.service");

        systemctl("--root=/", "is-enabled", "case").exits(1).prints("disabled");
        systemctl("--root=/", "enable", "case").exits(0).printsErrors("Created symlink ");
        systemctl("--root=/", "is-enabled", "case").exits(0).prints("enabled");
        systemctl("--root=/", "list-unit-files", "case*").exits(0);
        systemctl("--root=/", "disable", "case").exits(0).printsErrors("Removed ");
        systemctl("--root=/", "preset", "case").exits(0);
        isEnabled("case", "enabled");
    }

    @Test
    void mistakesWithoutTheManagerHaveTheirOwnWording() {
        service("case", SLEEP);
        link("case-mask.service", "/dev/null");
        boolean isOld = version() < 254;

        systemctl("--root=/", "mask", "case")
                .exits(1)
                .printsErrors(isOld ? "Failed to mask unit, file " : "Failed to mask unit: File '", " already exists");
        systemctl("--root=/", "enable", "case-nope")
                .exits(1)
                .printsErrors(
                        isOld
                                ? "Failed to enable unit, unit case-nope.service does not exist."
                                : "Failed to enable unit: Unit case-nope.service does not exist");
        systemctl("--root=/", "enable", "case-mask")
                .exits(1)
                .printsErrors(isOld ? "Failed to enable unit, unit " : "Failed to enable unit: Unit ", " is masked");
        systemctl("--root=/", "disable", "case-nope")
                .exits(version() < 262 ? 0 : 1)
                .printsErrors(isOld ? "Failed to disable unit, unit " : "Failed to disable unit: Unit ");
        systemctl("--root=/", "add-wants", "case.service", "case-nope")
                .exits(1)
                .printsErrors("Failed to add dependency on unit", "nit case-nope.service does not exist");
        systemctl("--root=/", "set-default", "case-nope.target")
                .exits(version() < 250 ? 0 : 1)
                .printsErrors("Failed to set default unit", "nit case-nope.target does not exist");
    }

    @Test
    void mostVerbsNeedTheManager() {
        service("case", SLEEP);

        for (String verb : new String[] {"start", "cat", "is-active", "show"}) {
            systemctl("--root=/", verb, "case")
                    .exits(1)
                    .printsErrors("Verb '" + verb + "' cannot be used with --root=");
        }
        systemctl("--root=", "is-active", "case").exits(3).prints("inactive");
    }

    @Test
    void anOptionListsItsValues() {
        assertThat(systemctl("--type=help").exits(0).lines()).startsWith("Available unit types:", "service", "mount");
        assertThat(systemctl("--signal=help").exits(0).lines()).hasSize(65).contains("0", "KILL", "32", "RTMIN+0");
        assertThat(systemctl("--what=help").exits(0).lines().contains("fdstore"))
                .isEqualTo(version() >= 257);
        assertThat(systemctl("--state=help").exits(0).lines())
                .startsWith("Available unit load states:", "stub", "loaded")
                .hasSize(version() < 250 ? 134 : version() < 257 ? 135 : version() < 262 ? 143 : 149);
    }

    @Test
    void aUnitWithoutDocumentationHasNoHelp() {
        service("case", SLEEP);

        systemctl("help", "case")
                .exits(0)
                .printsErrors("Documentation for " + (version() < 250 ? "(null)" : "case.service") + " not known.");
        systemctl("help").exits(1).printsErrors("'help' command expects one or more unit names.");
    }

    @Test
    void disablingATemplateStopsItsInstancesSince257() {
        installable("case@.service");
        systemctl("enable", "--now", "case@1").exits(0);

        if (version() < 257) {
            systemctl("disable", "--now", "case@.service")
                    .exits(1)
                    .printsErrors(
                            "Failed to stop case@.service: Unit name case@.service is missing the instance name.");
            expect("case@1.service", "ActiveState=active");
        } else {
            systemctl("disable", "--now", "case@.service").exits(0);
            expect("case@1.service", "ActiveState=inactive");
        }
        isEnabled("case@1", "disabled");
    }
}
