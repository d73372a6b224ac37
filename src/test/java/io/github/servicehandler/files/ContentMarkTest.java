package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentMarkTest {

    @TempDir
    Path directory;

    private FileChannel file(byte[] content) throws IOException {
        return FileChannel.open(Files.write(directory.resolve("file"), content));
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void everyFileHasItsBeginning() throws IOException {
        try (FileChannel file = file(new byte[0])) {
            assertThat(ContentMark.of(file, 0).isIn(file)).isTrue();
            assertThat(ContentMark.of(file, 5).offset()).isZero();
        }
    }

    @Test
    void howTheBytesWereReadDoesNotMatter() throws IOException {
        Random random = new Random(3);
        byte[] content = random(random, 3000);
        try (FileChannel file = file(content)) {
            ContentMark mark = ContentMark.of(file, 0);
            while (mark.offset() < content.length) {
                int count =
                        (int) Math.min(content.length - mark.offset(), 1 + random.nextInt(random.nextInt(2) * 400 + 9));
                byte[] part = new byte[count + 3];
                System.arraycopy(content, (int) mark.offset(), part, 0, count);
                mark = mark.plus(ByteBuffer.wrap(part), count);

                assertThat(mark.isIn(file)).as("at %s", mark.offset()).isTrue();
            }
        }
    }

    @Test
    void aShorterOrChangedFileLacksTheMark() throws IOException {
        byte[] content = random(new Random(4), 1000);
        ContentMark mark;
        try (FileChannel file = file(content)) {
            mark = ContentMark.of(file, 900);
        }

        for (int changed : new int[] {0, 255, 836, 899}) {
            byte[] other = content.clone();
            other[changed]++;
            try (FileChannel file = file(other)) {
                assertThat(mark.isIn(file)).as("with another byte %s", changed).isFalse();
                assertThat(mark.isInOrBeyond(file)).isFalse();
            }
        }
        try (FileChannel file = file(Arrays.copyOf(content, 899))) {
            assertThat(mark.isIn(file)).isFalse();
            assertThat(mark.isInOrBeyond(file)).isTrue();
        }
        try (FileChannel file = file(new byte[899])) {
            assertThat(mark.isInOrBeyond(file)).isFalse();
        }
    }
}
