package io.github.servicehandler.contract;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A sequence of steps, the same for every backend. Its string form can be typed into a shell. */
record FuzzScript(List<FuzzStep> steps) {

    FuzzScript {
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        return steps.stream().map(FuzzStep::toString).collect(joining("\n"));
    }
}
