package io.github.servicehandler.watch;

import java.util.function.Consumer;

/**
 * One thing that happens in a story.
 *
 * @param text what happens, for people to read
 * @param effect the change of the world; it must be possible in every world
 */
record WatchIncident(String text, Consumer<WatchWorld> effect) {

    @Override
    public String toString() {
        return text;
    }
}
