package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceState;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.unit.UnitName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusUnitStateTest {

    private final BusUnitState unit = new BusUnitState(UnitName.of("bot"));

    @Test
    void isUnknownUntilItWasRead() {
        assertThat(unit.isRead()).isFalse();
        read("loaded", "active", "running");
        assertThat(unit.isRead()).isTrue();
        assertThat(unit.status().state()).isEqualTo(ServiceState.RUNNING);
    }

    @Test
    void keepsOnlyWhatAStatusShows() {
        read("loaded", "active", "running");
        unit.set(Map.of("Environment", Variant.of("s", "SECRET=1"), "MemoryCurrent", Variant.of("t", 1L)));

        assertThat(unit.status().properties().get("Environment")).isEmpty();
        assertThat(unit.status().memory()).isEmpty();
    }

    @Test
    void forgetsTheLastRunWhenItIsUnloaded() {
        read("loaded", "failed", "failed");
        unit.set(Map.of(
                "InvocationID", Variant.of("ay", new byte[] {1}),
                "Result", Variant.of("s", "exit-code"),
                "ExecMainCode", Variant.of("i", 1),
                "ExecMainStatus", Variant.of("i", 7)));

        unit.recordUnloaded();

        assertThat(unit.status().state()).isEqualTo(ServiceState.STOPPED);
        assertThat(unit.status().invocationId()).isEmpty();
        assertThat(unit.status().result()).isEqualTo("success");
        assertThat(unit.status().exit()).isEmpty();
    }

    @Test
    void aJobThatLeavesAUnitDownWithoutAStartWasToStopIt() {
        read("loaded", "failed", "failed");
        unit.set(Map.of("InvocationID", Variant.of("ay", new byte[] {1})));
        setJob(7);

        assertThat(unit.hasJob("7")).isTrue();
        assertThat(unit.isJobToStop()).isTrue();
        unit.recordJobEnd();
        assertThat(unit.status().hasJob()).isFalse();
    }

    @Test
    void aJobThatStartsAUnitWasNotToStopItEvenIfItIsDownAgain() {
        read("loaded", "failed", "failed");
        unit.set(Map.of("InvocationID", Variant.of("ay", new byte[] {1})));
        setJob(7);
        unit.set(Map.of("InvocationID", Variant.of("ay", new byte[] {2})));

        assertThat(unit.isJobToStop()).isFalse();
    }

    @Test
    void aJobWhoseStartIsSkippedWasNotToStopTheUnit() {
        read("loaded", "inactive", "dead");
        setJob(7);
        unit.set(Map.of("ConditionTimestampMonotonic", Variant.of("t", 5L)));

        assertThat(unit.isJobToStop()).isFalse();
    }

    @Test
    void aJobThatBringsAUnitUpWasNotToStopIt() {
        read("loaded", "inactive", "dead");
        setJob(7);
        unit.set(states("active", "running"));

        assertThat(unit.isJobToStop()).isFalse();
    }

    private void setJob(long id) {
        unit.set(Map.of("Job", Variant.of("(uo)", List.of(id, "/org/freedesktop/systemd1/job/" + id))));
    }

    @Test
    void aFileThatIsGoneIsAUnitThatIsGoneOnceItIsUnloaded() {
        read("loaded", "inactive", "dead");
        unit.setFileState("");
        assertThat(unit.status().state()).isEqualTo(ServiceState.STOPPED);

        unit.recordUnloaded();
        unit.setFileState("");

        assertThat(unit.status().state()).isEqualTo(ServiceState.NOT_FOUND);
    }

    @Test
    void aMaskedFileMasksOnceItIsUnloaded() {
        read("loaded", "inactive", "dead");
        unit.recordUnloaded();

        unit.setFileState("masked-runtime");

        assertThat(unit.status().state()).isEqualTo(ServiceState.MASKED);
    }

    @Test
    void aFileThatAppearsMustBeReadButOnlyOnce() {
        unit.recordRefusal();
        assertThat(unit.status().state()).isEqualTo(ServiceState.NOT_FOUND);

        assertThat(unit.setFileState("disabled")).isTrue();
        assertThat(unit.setFileState("disabled")).isFalse();
    }

    @Test
    void whatIsLoadedAnewMustBeReadOnceItIsUp() {
        unit.recordRefusal();
        unit.recordLoaded();
        assertThat(unit.needsReading()).isFalse();

        unit.set(states("active", "running"));

        assertThat(unit.needsReading()).isTrue();
        assertThat(unit.needsReading()).isFalse();
        assertThat(unit.status().state()).isEqualTo(ServiceState.RUNNING);
    }

    private void read(String load, String active, String sub) {
        Map<String, Variant> all = new LinkedHashMap<>(states(active, sub));
        all.put("Id", Variant.of("s", "bot.service"));
        all.put("LoadState", Variant.of("s", load));
        unit.set(all);
    }

    private static Map<String, Variant> states(String active, String sub) {
        return Map.of("ActiveState", Variant.of("s", active), "SubState", Variant.of("s", sub));
    }
}
