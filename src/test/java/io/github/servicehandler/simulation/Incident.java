package io.github.servicehandler.simulation;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * One thing that happens in a story.
 *
 * @param pause how much virtual time passes before it
 * @param text what happens, for people to read
 * @param effect the change of the world; it must be possible in every world with the same services
 */
record Incident(Duration pause, String text, Consumer<World> effect) {

    @Override
    public String toString() {
        return "after " + pause + ": " + text;
    }
}
