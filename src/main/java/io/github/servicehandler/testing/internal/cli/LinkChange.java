package io.github.servicehandler.testing.internal.cli;

/**
 * A change of a link to a unit file.
 *
 * @param type what happened, in the word of the manager's bus
 * @param path the path of the link
 * @param target what the link leads to, or an empty text if it was removed
 */
public record LinkChange(String type, String path, String target) {

    static LinkChange created(String path, String target) {
        return new LinkChange("symlink", path, target);
    }

    static LinkChange removed(String path) {
        return new LinkChange("unlink", path, "");
    }
}
