package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileArrivalsTest {

    private static final Path DIRECTORY = Path.of("/var/log");
    private static final Path LOG = Path.of("bot.log");

    private final PathWatch watch = PathWatch.polling(DIRECTORY.resolve(LOG));
    private final FileArrivals arrivals = new FileArrivals();

    private void rotate(int number) {
        arrivals.deleted(LOG);
        arrivals.created(Path.of("bot.log-" + number), Set.of(), Set.of());
        arrivals.created(LOG, Set.of(watch), Set.of());
        arrivals.written(LOG);
    }

    private List<PassedFile> files() {
        return arrivals.of(watch, DIRECTORY);
    }

    @Test
    void filesThatAreTooManyToRememberCountAsGone() {
        for (int i = 0; i < 300; i++) {
            rotate(i);
        }

        assertThat(files()).hasSize(256);
        assertThat(files()).first().isEqualTo(gone());
        assertThat(files().get(1).place()).isEqualTo(DIRECTORY.resolve("bot.log-46"));
    }

    @Test
    void filesThatWereDroppedMeanwhileAreNotMistakenForOthersThatAreForgotten() {
        rotate(0);
        List<PassedFile> first = files();
        for (int i = 1; i <= 256; i++) {
            rotate(i);
        }

        arrivals.forget(watch, first);

        assertThat(files()).hasSize(256);
    }

    @Test
    void afterALossOfReportsThereMayHaveBeenFilesThatAreGone() {
        rotate(0);
        rotate(1);

        arrivals.loseReports(Set.of(watch));

        assertThat(files()).containsExactly(gone());
        assertThat(watch.hasPassed()).isTrue();
    }

    private PassedFile gone() {
        return new PassedFile(files().get(0).arrival(), null, false, true);
    }
}
