package io.github.servicehandler.contract;

import org.junit.jupiter.api.Test;

/**
 * Units that require others to be active already, and units that stop when they are not needed: Requisite=,
 * StopWhenUnneeded=.
 */
class NeedContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    private void service(String name, String unitLines, String serviceLines) {
        write(name + ".service", "[Unit]\n" + unitLines + "\n[Service]\n" + serviceLines + "\n");
    }

    @Test
    void requisiteNeedsTheOtherToBeUpAlready() {
        service("case-a", "Requisite=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "", SLEEP);

        start("case-a").exits(1).printsErrors("A dependency job for case-a.service failed.");

        expect("case-a", "ActiveState=inactive");
        expect("case-b", "ActiveState=inactive");
    }

    @Test
    void requisiteIsMetByAUnitThatIsUp() {
        service("case-a", "Requisite=case-b.service\nAfter=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-b");

        start("case-a").exits(0);

        expect("case-a", "ActiveState=active");
    }

    @Test
    void whatRequisiteAsksForComesBeforeConditions() {
        service("case-a", "Requisite=case-b.target", SLEEP);
        write("case-b.target", "[Unit]\n");
        pin("case-a");

        start("case-a").exits(1);

        // the conditions were not checked
        expect("case-a", "ConditionResult=no", "ActiveState=inactive");
    }

    @Test
    void aRequisiteThatIsMissingFailsTheStart() {
        service("case-a", "Requisite=case-b.service", SLEEP);

        start("case-a").exits(5);

        expect("case-a", "ActiveState=inactive");
    }

    @Test
    void aRestartIsNotHeldUpByARequisiteWithoutOrder() {
        service("case-a", "Requisite=case-b.target", SLEEP);
        write("case-b.target", "[Unit]\n");

        restart("case-a").exits(0);

        expect("case-a", "ActiveState=active");
    }

    @Test
    void aTargetsRequisiteIsOrderedByItself() {
        service("case-b", "", SLEEP);
        write("case-a.target", "[Unit]\nRequisite=case-b.service\n");

        restart("case-a.target").exits(1);

        expect("case-a.target", "ActiveState=inactive");
    }

    @Test
    void aUnitThatIsNoLongerNeededCanStopByItself() {
        service("case-a", "Requires=case-b.service", SLEEP);
        service("case-b", "StopWhenUnneeded=yes", SLEEP);
        up("case-a");

        stop("case-a").exits(0);

        await("case-b", "ActiveState=inactive");
    }

    @Test
    void aUnitThatNobodyNeedsStopsAsSoonAsItIsUp() {
        service("case", "StopWhenUnneeded=yes", SLEEP);
        pin("case");

        start("case").exits(0);

        await("case", "ActiveState=inactive", "ExecMainStatus=15");
    }

    @Test
    void aUnitThatNobodyNeedsStopsWhenThatIsReadFromItsFile() {
        service("case", "", SLEEP);
        pin("case");
        up("case");

        service("case", "StopWhenUnneeded=yes", SLEEP);
        systemctl("daemon-reload").exits(0);

        // 247 does not check before the next change of the unit
        if (version() > 247) {
            await("case", "ActiveState=inactive");
        } else {
            expect("case", "ActiveState=active");
        }
    }

    @Test
    void aStopStopsWhoHasItForARequisite() {
        service("case-a", "Requisite=case-b.service", SLEEP);
        service("case-b", "", SLEEP);
        up("case-b");
        up("case-a");

        stop("case-b").exits(0);

        await("case-a", "ActiveState=inactive");
    }
}
