package io.github.servicehandler.contract;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Is a sequence of steps, the same for every backend. It prints as what a person would type. */
record FuzzScript(List<FuzzStep> steps) {

    FuzzScript {
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        return steps.stream().map(FuzzStep::toString).collect(joining("\n"));
    }
}
