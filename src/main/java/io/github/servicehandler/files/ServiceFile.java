package io.github.servicehandler.files;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Is a file or directory that a service is made of, uses or writes. Immutable.
 *
 * @param kind what it is to the service
 * @param path where it is, on the machine of the service; absolute, but for a program that systemd itself looks for. The path of an
 *     environment file may be a pattern, as in glob(7)
 * @param access whether it was there and could be read by whoever asked
 * @param optional whether the service starts without it: an environment file or a working directory with a {@code -} before it
 */
public record ServiceFile(Kind kind, Path path, Access access, boolean optional) {

    /** Tells what a file is to a service, in the order in which they are listed. */
    public enum Kind {
        /** The unit file, {@code FragmentPath} of systemctl(1). */
        UNIT_FILE,
        /** A drop-in, which changes or completes the unit file. */
        DROP_IN,
        /** What a generator made the unit file from, such as an init script: {@code SourcePath}. */
        SOURCE,
        /** {@code EnvironmentFile=}. */
        ENVIRONMENT_FILE,
        /** A program that one of the {@code Exec…=} settings runs. */
        EXECUTABLE,
        /** {@code RootDirectory=}; programs and the working directory are listed with the path that they have outside of it. */
        ROOT_DIRECTORY,
        /** {@code WorkingDirectory=}. */
        WORKING_DIRECTORY,
        /** {@code PIDFile=}. */
        PID_FILE,
        /** {@code RuntimeDirectory=}, which goes when the service stops. */
        RUNTIME_DIRECTORY,
        /** {@code StateDirectory=}. */
        STATE_DIRECTORY,
        /** {@code CacheDirectory=}. */
        CACHE_DIRECTORY,
        /** {@code LogsDirectory=}. */
        LOGS_DIRECTORY,
        /** {@code ConfigurationDirectory=}. */
        CONFIGURATION_DIRECTORY,
        /** A file that {@code StandardOutput=} or {@code StandardError=} writes to: see {@link LogFile}. */
        LOG_FILE
    }

    /** Tells whether a file was there. */
    public enum Access {
        /** It was there, and could be read, or listed. */
        READABLE,
        /** It was there, and could not be read. */
        UNREADABLE,
        /** It was not there. */
        MISSING,
        /** Nobody could tell: the path is a pattern or relative, the way there is closed, or the other machine did not say. */
        UNKNOWN
    }

    /**
     * Checks that nothing is {@code null}.
     *
     * @param kind what it is to the service
     * @param path where it is
     * @param access whether it was there and could be read
     * @param optional whether the service starts without it
     */
    public ServiceFile {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(access, "access");
    }

    /**
     * Tells whether it is known to have been there.
     *
     * @return whether it was
     */
    public boolean exists() {
        return access == Access.READABLE || access == Access.UNREADABLE;
    }

    /**
     * Tells whether it is known to have been there and readable.
     *
     * @return whether it was
     */
    public boolean isReadable() {
        return access == Access.READABLE;
    }

    /** Returns what it is, where, and how it was, such as {@code LOG_FILE /var/log/bot.log (MISSING)}. */
    @Override
    public String toString() {
        return kind + " " + path + (access == Access.READABLE ? "" : " (" + access + ")");
    }
}
