package io.github.servicehandler.files;

import io.github.servicehandler.internal.text.VisibleText;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file or directory that a service consists of, uses or writes. Immutable.
 *
 * @param kind its role in the service
 * @param path its path on the service's machine; absolute, except for a program that systemd itself searches for. The
 *     path of an environment file may be a pattern, as in glob(7)
 * @param access whether it existed and the caller could read it
 * @param optional whether the service starts without it: an environment file or a working directory with the prefix
 *     {@code -}
 */
public record ServiceFile(Kind kind, Path path, Access access, boolean optional) {

    /** The role of a file in a service. Files are listed in this order. */
    public enum Kind {
        /** The unit file: {@code FragmentPath} in systemctl(1). */
        UNIT_FILE,
        /** A drop-in, which changes or extends the unit file. */
        DROP_IN,
        /** The file from which a generator made the unit file, such as an init script: {@code SourcePath}. */
        SOURCE,
        /** {@code EnvironmentFile=}. */
        ENVIRONMENT_FILE,
        /** A program that one of the {@code Exec…=} settings runs. */
        EXECUTABLE,
        /**
         * {@code RootDirectory=}. The paths of programs and of the working directory are listed with this directory in
         * front.
         */
        ROOT_DIRECTORY,
        /** {@code WorkingDirectory=}. */
        WORKING_DIRECTORY,
        /** {@code PIDFile=}. */
        PID_FILE,
        /** {@code RuntimeDirectory=}, which by default is removed when the service stops. */
        RUNTIME_DIRECTORY,
        /** {@code StateDirectory=}. */
        STATE_DIRECTORY,
        /** {@code CacheDirectory=}. */
        CACHE_DIRECTORY,
        /** {@code LogsDirectory=}. */
        LOGS_DIRECTORY,
        /** {@code ConfigurationDirectory=}. */
        CONFIGURATION_DIRECTORY,
        /** A file that {@code StandardOutput=} or {@code StandardError=} writes to; see {@link LogFile}. */
        LOG_FILE
    }

    /** The availability of a file: whether it existed and could be read. */
    public enum Access {
        /** It existed and could be read, or listed if it is a directory. */
        READABLE,
        /** It existed but could not be read. */
        UNREADABLE,
        /** It did not exist. */
        MISSING,
        /**
         * It is not known: the path is a pattern or relative, a directory on the way is not accessible, or commands run
         * on another machine and the check failed there.
         */
        UNKNOWN
    }

    /**
     * Checks that nothing is {@code null}.
     *
     * @param kind its role in the service
     * @param path its path on the service's machine
     * @param access whether it existed and could be read
     * @param optional whether the service starts without it
     */
    public ServiceFile {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(access, "access");
    }

    /**
     * Returns whether the file is known to have existed.
     *
     * @return whether it existed
     */
    public boolean exists() {
        return access == Access.READABLE || access == Access.UNREADABLE;
    }

    /**
     * Returns whether the file is known to have existed and to have been readable.
     *
     * @return whether it was readable
     */
    public boolean isReadable() {
        return access == Access.READABLE;
    }

    /**
     * Returns the kind, the path and, unless it was readable, the access, such as {@code LOG_FILE /var/log/bot.log
     * (MISSING)}.
     */
    @Override
    public String toString() {
        return kind + " " + VisibleText.line(path.toString()) + (access == Access.READABLE ? "" : " (" + access + ")");
    }
}
