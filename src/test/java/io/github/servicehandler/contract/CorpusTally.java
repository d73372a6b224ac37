package io.github.servicehandler.contract;

/**
 * Counts of the answers that were compared.
 *
 * @param units the units that were driven
 * @param answers all answers of these units
 * @param different the answers that differed in the best run
 * @param onlyInARepetition the answers that differed in the first run, but not in the best one
 * @param undecided the answers of units that never came to rest
 */
record CorpusTally(int units, int answers, int different, int onlyInARepetition, int undecided) {

    static final CorpusTally NONE = new CorpusTally(0, 0, 0, 0, 0);

    static CorpusTally compared(int answers, int differentAtFirst, int different) {
        return new CorpusTally(1, answers, different, differentAtFirst - different, 0);
    }

    static CorpusTally undecided(int answers) {
        return new CorpusTally(1, answers, 0, 0, answers);
    }

    CorpusTally plus(CorpusTally other) {
        return new CorpusTally(
                units + other.units,
                answers + other.answers,
                different + other.different,
                onlyInARepetition + other.onlyInARepetition,
                undecided + other.undecided);
    }

    int equal() {
        return answers - different - undecided;
    }

    /** Returns the share of the equal answers among all; undecided ones are not equal. */
    double share() {
        return 1.0 * equal() / answers;
    }

    @Override
    public String toString() {
        return "%d of %d answers of %d units equal (%d only in a repetition), %d different, %d undecided"
                .formatted(equal(), answers, units, onlyInARepetition, different, undecided);
    }
}
