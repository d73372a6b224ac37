package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.FileCommands;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import io.github.servicehandler.internal.systemctl.UnitDirectories;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitPattern;
import java.util.List;

/** The removal of a template: its instances are stopped, it is disabled, and only then its file is removed. */
final class TemplateRemoval {

    private final ManagerClient client;
    private final UnitName template;

    TemplateRemoval(ManagerClient client, UnitName template) {
        this.client = client;
        this.template = template;
    }

    void run() {
        stopInstances();
        if (!client.listUnitFiles(List.of(template.toString()), row -> row).isEmpty()) {
            disable(List.of("disable"));
            disable(List.of("disable", "--runtime"));
        }
        new UnitFileInstaller(client).uninstall(template, instancesWithDropIns());
    }

    private void stopInstances() {
        List<UnitName> loaded = instances();
        if (!loaded.isEmpty()) {
            client.perform(Verb.STOP.request(loaded));
            client.perform(Verb.RESET_FAILED.request(loaded));
            client.show(instances(), StatusProperties.ALL, ServiceStatus::shown).stream()
                    .filter(status -> !status.state().isDown())
                    .findFirst()
                    .ifPresent(status -> {
                        throw new IllegalStateException(
                                "cannot uninstall " + template + ": " + status.unit() + " is still " + status.state());
                    });
        }
    }

    private List<UnitName> instances() {
        UnitPattern pattern =
                UnitPattern.of(template.prefix() + "@*" + template.type().suffix());
        return client.listUnits(List.of(pattern.glob()), row -> UnitName.of(row.getOrDefault("unit", "")));
    }

    private void disable(List<String> arguments) {
        client.runChecked(client.commands().change(arguments, List.of(template.toString()), Verb.DEFAULT_DEADLINE));
    }

    /** Returns the instances that have drop-ins of their own. */
    private List<String> instancesWithDropIns() {
        String begin = template.prefix() + "@";
        String end = template.type().suffix() + DropIn.DIRECTORY_SUFFIX;
        // a backslash has a meaning of its own in patterns
        String pattern = (begin + "*" + end).replace('\\', '?');
        return new FileCommands(client)
                .directories(UnitDirectories.read(client).all(), pattern).stream()
                        .filter(name -> name.startsWith(begin) && name.endsWith(end))
                        .map(name -> name.substring(0, name.length() - DropIn.DIRECTORY_SUFFIX.length()))
                        .filter(name -> !name.equals(template.toString()))
                        .toList();
    }
}
