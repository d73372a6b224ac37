package io.github.servicehandler.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class JournalQuerySpecTest {

    @Test
    void aTimestampIsTheSameEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(JournalQuerySpec.timestamp(Instant.ofEpochSecond(1234567890, 5000)))
                    .isEqualTo("@1234567890.000005");
        } finally {
            Locale.setDefault(before);
        }
    }
}
