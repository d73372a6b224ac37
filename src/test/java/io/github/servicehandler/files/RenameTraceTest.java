package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RenameTraceTest {

    private static final Path LOG = Path.of("bot.log");
    private static final Path FIRST = Path.of("bot.log.1");
    private static final Path SECOND = Path.of("bot.log.2");

    private final RenameTrace trace = new RenameTrace();

    private Arrival arrive(Path name) {
        Arrival arrival = trace.created(name);
        trace.keep(arrival);
        return arrival;
    }

    private void rename(Path from, Path to) {
        trace.deleted(from);
        trace.created(to);
    }

    @Test
    void anArrivalIsFoundByItsNewestName() {
        Arrival older = arrive(LOG);
        rename(LOG, FIRST);
        Arrival newer = arrive(LOG);
        rename(FIRST, SECOND);
        rename(LOG, FIRST);

        assertThat(older.name()).isEqualTo(SECOND);
        assertThat(newer.name()).isEqualTo(FIRST);
    }

    @Test
    void anArrivalThatIsReplacedIsGone() {
        Arrival replaced = arrive(LOG);
        trace.deleted(Path.of("draft"));
        Arrival replacing = arrive(LOG);

        assertThat(replaced.name()).isNull();
        assertThat(replaced.mayHaveContent()).isFalse();
        assertThat(replacing.mayHaveContent()).isTrue();
    }

    @Test
    void anArrivalThatIsDeletedIsGone() {
        Arrival deleted = arrive(LOG);
        trace.written(LOG);
        trace.deleted(LOG);
        Arrival next = arrive(LOG);

        assertThat(deleted.name()).isNull();
        assertThat(deleted.mayHaveContent()).isTrue();
        assertThat(next.name()).isEqualTo(LOG);
        assertThat(next.mayHaveContent()).isFalse();
    }

    @Test
    void aForgottenArrivalIsNotTraced() {
        Arrival forgotten = arrive(LOG);
        trace.forget(forgotten);
        rename(LOG, FIRST);

        assertThat(forgotten.name()).isEqualTo(LOG);
    }

    @Test
    void aCreationThatIsNotDirectlyAfterADeletionIsNoRenaming() {
        Arrival deleted = arrive(FIRST);
        trace.deleted(FIRST);
        trace.written(LOG);
        Arrival created = arrive(SECOND);

        assertThat(deleted.name()).isNull();
        assertThat(created).isNotSameAs(deleted);
        assertThat(created.isNew()).isTrue();
    }
}
