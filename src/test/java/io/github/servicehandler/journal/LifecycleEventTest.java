package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleEventTest {

    private static final String UNIT = "a.service";

    static Stream<Arguments> messages() {
        return Stream.of(
                event(new LifecycleEvent.Started(UNIT), "39f53479d3a045ac8e11786248231fbf"),
                event(
                        new LifecycleEvent.StartFailed(UNIT, "timeout"),
                        "be02cf6855d2428ba40df7e9d022f03d",
                        "JOB_RESULT=timeout"),
                event(new LifecycleEvent.Stopped(UNIT), "9d1aaa27d60140bd96365438aad20286"),
                event(
                        new LifecycleEvent.ProcessExited(UNIT, "ExecStart", "killed", "9"),
                        "98e322203f7a4ed290d09fe03c09fe15",
                        "COMMAND=ExecStart",
                        "EXIT_CODE=killed",
                        "EXIT_STATUS=9"),
                event(
                        new LifecycleEvent.Failed(UNIT, "oom-kill"),
                        "d9b373ed55a64feb8242e02dbe79a49c",
                        "UNIT_RESULT=oom-kill"),
                event(new LifecycleEvent.RestartScheduled(UNIT, 3), "5eb03494b6584870a536b337290809b3", "N_RESTARTS=3"),
                event(
                        new LifecycleEvent.RestartScheduled(UNIT, 0),
                        "5eb03494b6584870a536b337290809b3",
                        "N_RESTARTS=99999999999"),
                event(new LifecycleEvent.OutOfMemory(UNIT), "fe6faa94e7774663a0da52717891d8ef"));
    }

    private static Arguments event(LifecycleEvent event, String id, String... fields) {
        return Arguments.of(event, id, fields);
    }

    private static String[] with(String[] fields, String... more) {
        return Stream.concat(Stream.of(fields), Stream.of(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void ofAUsersUnit(LifecycleEvent event, String id, String[] fields) {
        assertThat(Export.of(with(fields, "MESSAGE_ID=" + id, "USER_UNIT=" + UNIT))
                        .lifecycle())
                .contains(event);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void ofASystemUnit(LifecycleEvent event, String id, String[] fields) {
        assertThat(Export.of(with(fields, "MESSAGE_ID=" + id, "UNIT=" + UNIT, "_UID=0"))
                        .lifecycle())
                .contains(event)
                .map(LifecycleEvent::unit)
                .contains(UNIT);
    }

    @Test
    void onlyRootSpeaksForTheSystemsManager() {
        assertThat(Export.of("MESSAGE_ID=39f53479d3a045ac8e11786248231fbf", "UNIT=" + UNIT, "_UID=1000")
                        .lifecycle())
                .isEmpty();
    }

    @Test
    void otherMessagesAreNoEvents() {
        assertThat(Export.of("MESSAGE_ID=00000000000000000000000000000000", "USER_UNIT=a.service")
                        .lifecycle())
                .isEmpty();
        assertThat(Export.of("MESSAGE_ID=39f53479d3a045ac8e11786248231fbf").lifecycle())
                .isEmpty();
        assertThat(Export.of("MESSAGE=Started", "USER_UNIT=a.service").lifecycle())
                .isEmpty();
    }
}
