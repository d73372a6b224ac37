package io.github.servicehandler.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A check of who else may change a file: the file itself, or a directory or symbolic link on the way to it. Root and
 * this user may, and the private group of this user, which has the same name and no other members.
 */
final class FileTrust {

    private static final Logger log = LoggerFactory.getLogger(FileTrust.class.getPackageName());

    private static final int ROOT = 0;
    private static final int WRITABLE_BY_GROUP = 0x10;
    private static final int WRITABLE_BY_ALL = 0x2;
    private static final int STICKY = 0x200;

    /** The number of links that Linux follows at most. */
    private static final int MAX_LINKS = 40;

    private final Set<Integer> trusted = new HashSet<>();

    private FileTrust(int self) throws IOException {
        trusted.add(ROOT);
        trusted.add(self);
        // in a user namespace, the root of the machine may have another number
        trusted.add(uid(Path.of("/")));
    }

    /**
     * Returns who else may change a file, for people to read; {@code null} if no other user can, or if the file cannot
     * be found.
     */
    static @Nullable String problem(Path file) {
        try {
            return problem(file, (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            // not Linux, or the file is missing, which its reader reports
            log.debug("cannot check who may change {}: {}", file, e.toString());
            return null;
        }
    }

    /** @throws IllegalArgumentException if there is a problem with a rule file */
    static void require(Path file, @Nullable String problem) {
        if (problem != null) {
            throw new IllegalArgumentException("the rule file " + file + " could be changed by other users, because "
                    + problem + ": rules can run any program, so only root and this user may be able to write to the"
                    + " file and its directories (chmod go-w), unless the program allows otherwise");
        }
    }

    static @Nullable String problem(Path file, int self) throws IOException {
        FileTrust trust = new FileTrust(self);
        Path rest = file.toAbsolutePath();
        for (int links = 0; links < MAX_LINKS; links++) {
            Path prefix = Objects.requireNonNull(rest.getRoot());
            Path link = null;
            String problem = trust.problemOf(prefix);
            for (Path name : rest) {
                prefix = prefix.resolve(name);
                problem = problem == null ? trust.problemOf(prefix) : problem;
                if (Files.isSymbolicLink(prefix)) {
                    link = prefix;
                    break;
                }
            }
            if (problem != null || link == null) {
                return problem;
            }
            Path target = Objects.requireNonNull(link.getParent()).resolve(Files.readSymbolicLink(link));
            rest = target.resolve(link.relativize(rest));
        }
        return null;
    }

    private @Nullable String problemOf(Path path) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(path, "unix:uid,gid,mode,owner,group", LinkOption.NOFOLLOW_LINKS);
        int mode = number(attributes, "mode");
        if (!trusted.contains(number(attributes, "uid"))) {
            return path + " belongs to the user " + attributes.get("owner");
        }
        boolean isLink = Files.isSymbolicLink(path);
        // in a sticky directory such as /tmp, only the owner of a file can replace it
        boolean isSticky = (mode & STICKY) != 0 && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (isLink || isSticky) {
            return null;
        }
        if ((mode & WRITABLE_BY_ALL) != 0) {
            return "every user may write to " + path;
        }
        boolean byGroup = (mode & WRITABLE_BY_GROUP) != 0
                && number(attributes, "gid") != ROOT
                && !isPrivate(String.valueOf(attributes.get("group")), String.valueOf(attributes.get("owner")));
        return byGroup ? "the group " + attributes.get("group") + " may write to " + path : null;
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (Integer) Objects.requireNonNull(attributes.get(name));
    }

    /** Returns whether a group is that of a user alone, as most distributions make one for each user. */
    private static boolean isPrivate(String group, String user) throws IOException {
        return group.equals(user)
                && Files.readAllLines(Path.of("/etc/group")).stream()
                        .map(line -> List.of(line.split(":", -1)))
                        .anyMatch(fields -> fields.size() == 4
                                && fields.get(0).equals(group)
                                && (fields.get(3).isEmpty() || fields.get(3).equals(user)));
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }
}
