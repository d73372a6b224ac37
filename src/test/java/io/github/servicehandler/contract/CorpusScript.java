package io.github.servicehandler.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A script that drives one unit of a package through its life.
 *
 * @param unit the unit that is driven
 * @param preparation the number of steps that only install the units
 * @param script the steps
 */
record CorpusScript(String unit, int preparation, FuzzScript script) {

    private static final String SETTINGS = "Id,Names,Description,DefaultDependencies,RefuseManualStart,RefuseManualStop"
            + ",CanStart,CanStop,CanReload,CanIsolate,BindsTo,Requisite,PartOf,OnFailure"
            + ",Triggers,TriggeredBy";
    private static final String SETTINGS_OF_SERVICES = ",Type,Restart,NotifyAccess,RestartUSec,TimeoutStopUSec"
            + ",RemainAfterExit,GuessMainPID,KillMode,KillSignal,SendSIGKILL,Environment";

    /**
     * Returns the script for a unit file.
     *
     * @param files all unit files of the package, by name
     * @param file the name of the unit's file
     */
    static CorpusScript of(Map<String, String> files, String file) {
        List<String> units = loadableNames(files);
        List<FuzzStep> steps = new ArrayList<>();
        // only unit files outside the administrator's directory can be masked
        files.forEach((name, text) -> steps.add(new FuzzStep.Write(false, name, text)));
        // keeps the units in memory, because the time at which systemd unloads one is not defined
        steps.add(new FuzzStep.Write(
                true,
                "case-pin.target",
                "[Unit]\nAfter=" + String.join(" ", units).replace("\\", "\\\\") + "\n"));
        steps.add(FuzzStep.Run.of("daemon-reload"));
        steps.add(FuzzStep.Run.of("start", "case-pin.target"));
        int preparation = steps.size();
        steps.addAll(life(loadable(file)));
        return new CorpusScript(loadable(file), preparation, new FuzzScript(steps));
    }

    private static List<FuzzStep> life(String unit) {
        return List.of(
                FuzzStep.Run.of("show", "--property=" + properties(unit), unit),
                order(FuzzVerb.START, unit),
                order(FuzzVerb.START, unit),
                order(FuzzVerb.RELOAD, unit),
                order(FuzzVerb.RESTART, unit),
                FuzzStep.Run.of("kill", "--signal=TERM", unit),
                order(FuzzVerb.START, unit),
                order(FuzzVerb.KILL, unit),
                order(FuzzVerb.RESET_FAILED, unit),
                order(FuzzVerb.RELOAD_OR_RESTART, unit),
                order(FuzzVerb.STOP, unit),
                order(FuzzVerb.STOP, unit),
                order(FuzzVerb.ENABLE, unit),
                FuzzStep.Run.of("is-enabled", unit),
                order(FuzzVerb.DISABLE, unit),
                order(FuzzVerb.MASK, unit),
                order(FuzzVerb.START, unit),
                order(FuzzVerb.UNMASK, unit),
                order(FuzzVerb.START, unit),
                FuzzStep.Run.of("is-active", unit),
                order(FuzzVerb.STOP, unit));
    }

    private static String properties(String unit) {
        return SETTINGS + (unit.endsWith(".service") ? SETTINGS_OF_SERVICES : "");
    }

    private static FuzzStep order(FuzzVerb verb, String unit) {
        return new FuzzStep.Order(verb, List.of(unit));
    }

    /** Returns the names of the units that can be loaded from files. */
    static List<String> loadableNames(Map<String, String> files) {
        return files.keySet().stream().map(CorpusScript::loadable).toList();
    }

    /** Returns the name of a unit that can be loaded from a file: of a template, an instance. */
    private static String loadable(String file) {
        return file.replace("@.", "@1.");
    }

    /** Returns whether the answer of a step is compared. */
    boolean isCompared(int step) {
        return step >= preparation;
    }

    /** Returns the number of the steps whose answers are compared. */
    int answers() {
        return script.steps().size() - preparation;
    }
}
