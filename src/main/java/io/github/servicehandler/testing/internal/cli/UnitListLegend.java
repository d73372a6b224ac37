package io.github.servicehandler.testing.internal.cli;

/** The legend below the table of list-units. */
final class UnitListLegend {

    private static final int FIRST_WITH_TITLE = 257;
    private static final String LOAD = "Reflects whether the unit definition was properly loaded.";
    private static final String ACTIVE = "The high-level unit activation state, i.e. generalization of SUB.";
    private static final String SUB = "The low-level unit activation state, values depend on unit type.";
    private static final String JOB = "Pending job for the unit.";

    private UnitListLegend() {}

    /** Prints the legend for a table with units, and the line that separates it from what follows. */
    static void print(SystemctlCall call, boolean hasUnits, boolean hasJobs) {
        if (call.manager().version() >= FIRST_WITH_TITLE) {
            if (hasUnits) {
                printNew(call.reply(), hasJobs);
            }
            call.reply().out("");
        } else if (hasUnits) {
            printOld(call.reply(), hasJobs);
        }
    }

    private static void printOld(CommandReply reply, boolean hasJobs) {
        reply.out("");
        reply.out("LOAD   = " + LOAD);
        reply.out("ACTIVE = " + ACTIVE);
        reply.out("SUB    = " + SUB);
        if (hasJobs) {
            reply.out("JOB    = " + JOB);
            reply.out("");
        }
    }

    private static void printNew(CommandReply reply, boolean hasJobs) {
        reply.out("");
        reply.out("Legend: LOAD   → " + LOAD);
        reply.out("        ACTIVE → " + ACTIVE);
        reply.out("        SUB    → " + SUB);
        if (hasJobs) {
            reply.out("        JOB    → " + JOB);
        }
    }
}
