package io.github.servicehandler.watchdog;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/**
 * Text of failures of files and connections, in the words of an operator. The messages of Java are often only a name.
 */
final class IoErrorText {

    private IoErrorText() {}

    /** Returns a failure in words, without the name of the file or the host. */
    static String of(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return "there is no host with this name";
        }
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return ofFile(file);
        }
        String text = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return Objects.requireNonNullElse(text, failure.getClass().getSimpleName());
    }

    private static String ofFile(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no file " + failure.getFile();
        }
        return failure instanceof AccessDeniedException
                ? "permission denied for " + failure.getFile()
                : failure.toString();
    }
}
