package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Builder for the unit file of a service. See systemd.service(5) and {@link UnitFile#service()}.
 *
 * <p>All methods except {@link #set(String, String, String) set} take plain text, which they quote and escape for
 * systemd, including {@code %} and {@code $}. Use {@code set} for values that systemd should expand, such as {@code %i}
 * or {@code $HOME}. Methods described with "Adds" keep the earlier values of a setting; methods described with "Sets"
 * replace them. Not thread-safe.
 */
public final class UnitFileBuilder extends ResourceFileBuilder<UnitFileBuilder> {

    UnitFileBuilder() {
        super(UnitType.SERVICE);
    }

    @Override
    UnitFileBuilder self() {
        return this;
    }

    /**
     * Sets {@code Type=}: when the service counts as started. Systemd's default is {@link ServiceType#SIMPLE}.
     *
     * @param type the type
     * @return this builder
     */
    public UnitFileBuilder type(ServiceType type) {
        return replaceOwn("Type", type.word());
    }

    /**
     * Adds an {@code ExecStart=}: the program to run. Only a {@link ServiceType#ONESHOT} service may have several.
     *
     * @param words the program and its arguments, each exactly as the process receives it; no shell reads them. The
     *     program is an absolute path, or a name that systemd looks up in its own search path
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged, or if the program seems to
     *     be a whole command line, such as {@code "/usr/bin/python3 /x.py"}: give each word by itself. For a program
     *     whose name really looks like that, use {@link #set set} with {@link SettingWords#quote(List)}
     */
    public UnitFileBuilder execStart(String... words) {
        return addCommand("ExecStart", words);
    }

    /**
     * Adds an {@code ExecStartPre=}: a program that runs, and ends, before the service starts.
     *
     * @param words the program and its arguments, as for {@link #execStart(String...)}
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execStartPre(String... words) {
        return addCommand("ExecStartPre", words);
    }

    /**
     * Adds an {@code ExecStop=}: a program that stops the service. Systemd runs it before it sends a signal to the
     * service.
     *
     * @param words the program and its arguments, as for {@link #execStart(String...)}
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execStop(String... words) {
        return addCommand("ExecStop", words);
    }

    /**
     * Adds an {@code ExecReload=}: a program that makes the service reload its configuration.
     *
     * @param words the program and its arguments, as for {@link #execStart(String...)}
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execReload(String... words) {
        return addCommand("ExecReload", words);
    }

    /**
     * Sets {@code Restart=}: when systemd restarts the service. Systemd's default is {@link RestartPolicy#NO}.
     *
     * @param restart the condition for a restart
     * @return this builder
     */
    public UnitFileBuilder restart(RestartPolicy restart) {
        return replaceOwn("Restart", restart.word());
    }

    /**
     * Sets {@code RestartSec=}: the time to wait before an automatic restart. Systemd's default is 100 ms.
     *
     * @param delay the time, at most 36,500 days; fractions of a microsecond are dropped
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or longer than 36,500 days
     */
    public UnitFileBuilder restartSec(Duration delay) {
        return replaceOwn("RestartSec", delay);
    }

    /**
     * Adds an {@code Environment=}: a variable of the service's environment. Every user can read it, so it should not
     * contain secrets.
     *
     * @param name letters, digits and underscores, not beginning with a digit
     * @param value any text without control characters other than tabs and newlines
     * @return this builder
     * @throws IllegalArgumentException if systemd would ignore such a variable
     */
    public UnitFileBuilder environment(String name, String value) {
        return addOwn("Environment", WordQuoter.variable(name, value));
    }

    /**
     * Sets {@code WorkingDirectory=}. Systemd's default is {@code /} for system services and the home directory for
     * user services.
     *
     * @param directory an absolute path; the start fails with 200/CHDIR if there is no such directory
     * @return this builder
     * @throws IllegalArgumentException if the path is not absolute, has a component {@code ..} or line breaks, or ends
     *     in a blank
     */
    public UnitFileBuilder workingDirectory(String directory) {
        return replaceOwn("WorkingDirectory", path("working directory", directory));
    }

    /**
     * Sets {@code User=}: the user that the service runs as. For system services only.
     *
     * @param user the user's name or number; the start fails with 217/USER if there is no such user
     * @return this builder
     * @throws IllegalArgumentException if systemd would refuse the name, such as one with a colon
     */
    public UnitFileBuilder user(String user) {
        return replaceOwn("User", ServiceAccount.checked("user", user));
    }

    /**
     * Sets {@code RemainAfterExit=}: whether the service stays active after its processes have ended. Systemd's default
     * is {@code false}.
     *
     * @param remain {@code true} if it stays active
     * @return this builder
     */
    public UnitFileBuilder remainAfterExit(boolean remain) {
        return replaceOwn("RemainAfterExit", remain);
    }

    /**
     * Sets {@code Group=}: the group that the service runs as. Systemd's default is that of the user.
     *
     * @param group the group's name or number; the start fails with 216/GROUP if there is no such group
     * @return this builder
     * @throws IllegalArgumentException if systemd would refuse the name, such as one with a colon
     */
    public UnitFileBuilder group(String group) {
        return replaceOwn("Group", ServiceAccount.checked("group", group));
    }

    /**
     * Adds an {@code EnvironmentFile=}: a file with variables of the service's environment, such as secrets, which only
     * root or the service's user needs to read.
     *
     * @param file an absolute path; the start fails if there is no such file
     * @return this builder
     * @throws IllegalArgumentException if the path is not absolute, or has a component {@code ..}
     */
    public UnitFileBuilder environmentFile(String file) {
        return addOwn("EnvironmentFile", FilePatterns.escape(path("environment file", file)));
    }

    /**
     * Sets {@code TimeoutStartSec=}: the time within which the service must have started. Systemd's default is 90 s, or
     * none for {@link ServiceType#ONESHOT}.
     *
     * @param timeout the time, at most 36,500 days; 0 for none
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or too long
     */
    public UnitFileBuilder timeoutStart(Duration timeout) {
        return replaceOwn("TimeoutStartSec", timeout);
    }

    /**
     * Sets {@code TimeoutStopSec=}: the time after which systemd kills a service that does not stop. Systemd's default
     * is 90 s.
     *
     * @param timeout the time, at most 36,500 days; 0 for none
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or too long
     */
    public UnitFileBuilder timeoutStop(Duration timeout) {
        return replaceOwn("TimeoutStopSec", timeout);
    }

    /**
     * Adds to {@code SuccessExitStatus=}: an exit code that counts as success, besides 0. A JVM that is stopped by a
     * signal exits with 143.
     *
     * @param code the exit code, from 0 to 255
     * @return this builder
     * @throws IllegalArgumentException if it is not such a code
     */
    public UnitFileBuilder successExitStatus(int code) {
        if (code < 0 || code > 255) {
            throw new IllegalArgumentException("an exit code must be from 0 to 255, but was " + code);
        }
        return addOwn("SuccessExitStatus", String.valueOf(code));
    }

    /**
     * Sets {@code StandardOutput=}: where the output goes. Systemd's default is {@code journal}.
     *
     * @param target {@code journal}, {@code null}, {@code inherit}, or an absolute path to a file to append to
     * @return this builder
     * @throws IllegalArgumentException if it is none of these
     */
    public UnitFileBuilder standardOutput(String target) {
        return replaceOwn("StandardOutput", stream(target));
    }

    /**
     * Sets {@code StandardError=}: where the error output goes. Systemd's default is where the output goes.
     *
     * @param target as for {@link #standardOutput(String)}
     * @return this builder
     * @throws IllegalArgumentException if it is none of these
     */
    public UnitFileBuilder standardError(String target) {
        return replaceOwn("StandardError", stream(target));
    }

    /**
     * Sets {@code Slice=}: the slice whose limits the service shares. Systemd's default is {@code system.slice}, or
     * {@code app.slice} for users.
     *
     * @param slice the name of the slice, such as {@code bots.slice}
     * @return this builder
     * @throws IllegalArgumentException if it is not the name of a slice
     */
    public UnitFileBuilder slice(String slice) {
        UnitName name = UnitName.of(slice);
        if (name.type() != UnitType.SLICE) {
            throw new IllegalArgumentException(
                    "the slice must be a name that ends in .slice, but was " + VisibleText.quoted(slice));
        }
        return replaceOwn("Slice", name.toString());
    }

    private static String stream(String target) {
        return Set.of("journal", "null", "inherit").contains(target) ? target : "append:" + path("output file", target);
    }

    private UnitFileBuilder addCommand(String key, String... words) {
        if (words.length > 0 && CommandLineMistake.isIn(words[0], words.length - 1)) {
            throw new IllegalArgumentException("the program seems to be a whole command line: "
                    + VisibleText.quoted(words[0]) + "; give the program and each argument as a word of its own");
        }
        return addOwn(key, SettingWords.quote(List.of(words)));
    }
}
