package io.github.servicehandler.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Works out which jobs one job brings with it, as systemd's transaction.c does. */
final class Transaction {

    private static final List<Dependency> NEEDS = List.of(Dependency.REQUIRES, Dependency.BINDS_TO);
    private static final List<Dependency> LIKES = List.of(Dependency.WANTS, Dependency.UPHOLDS);
    private static final List<Dependency> ENEMIES = List.of(Dependency.CONFLICTS, Dependency.CONFLICTED_BY);
    private static final List<Dependency> STOP_WITH_IT = List.of(
            Dependency.REQUIRED_BY,
            Dependency.REQUISITE_OF,
            Dependency.BOUND_BY,
            Dependency.CONSISTS_OF,
            Dependency.PROPAGATES_STOP_TO);
    static final List<Dependency> RESTART_WITH_IT =
            List.of(Dependency.REQUIRED_BY, Dependency.REQUISITE_OF, Dependency.BOUND_BY, Dependency.CONSISTS_OF);

    private final Manager manager;
    private final Map<Unit, JobType> jobs = new LinkedHashMap<>();

    Transaction(Manager manager) {
        this.manager = manager;
    }

    Map<Unit, JobType> build(Unit unit, JobType wanted) throws BusError {
        JobType type = wanted.collapsed(unit.activeState());
        if (type != JobType.STOP && unit.loadState() != LoadState.LOADED) {
            if (wanted == JobType.TRY_RESTART && unit.loadState() == LoadState.MASKED && manager.version() >= 250) {
                return jobs;
            }
            throw unit.loadState().error(unit.id);
        }
        add(unit, type, true);
        new OrderCheck(unit, jobs).breakCircles();
        return jobs;
    }

    private void add(Unit unit, JobType type, boolean required) throws BusError {
        if (type == JobType.NOP) {
            return;
        }
        JobType old = jobs.get(unit);
        JobType merged = old == null ? type : JobType.merged(old, type);
        if (merged == null) {
            if (required && old != null) {
                throw new BusError(
                        "TransactionJobsConflicting",
                        "Transaction contains conflicting jobs '" + type.word() + "' and '" + old.word() + "' for "
                                + unit.id + ". Probably contradicting requirement dependencies configured.");
            }
            return;
        }
        if (merged != old) {
            jobs.put(unit, merged);
            follow(unit, merged);
        }
    }

    private void follow(Unit unit, JobType type) throws BusError {
        if (type == JobType.START || type == JobType.RESTART) {
            bringUp(unit);
        }
        if (type == JobType.STOP) {
            each(unit, STOP_WITH_IT, other -> add(other, JobType.STOP, true));
        } else if (type == JobType.RESTART) {
            each(unit, RESTART_WITH_IT, other -> add(other, JobType.TRY_RESTART.collapsed(other.activeState()), true));
        } else if (type == JobType.RELOAD) {
            each(
                    unit,
                    List.of(Dependency.PROPAGATES_RELOAD_TO),
                    other -> add(other, JobType.TRY_RELOAD.collapsed(other.activeState()), false));
        }
    }

    private void bringUp(Unit unit) throws BusError {
        each(unit, NEEDS, other -> {
            if (other.loadState() != LoadState.LOADED) {
                throw other.loadState().error(other.id);
            }
            add(other, JobType.START, true);
        });
        each(unit, List.of(Dependency.REQUISITE), other -> {
            if (other.loadState() != LoadState.LOADED) {
                throw other.loadState().error(other.id);
            }
            add(other, JobType.VERIFY_ACTIVE, true);
        });
        each(unit, LIKES, other -> {
            if (other.loadState() == LoadState.LOADED) {
                addIfPossible(other);
            }
        });
        each(unit, ENEMIES, other -> add(other, JobType.STOP, true));
    }

    /** A unit that is only wanted does not keep the one that wants it from starting. */
    private void addIfPossible(Unit other) {
        Map<Unit, JobType> before = new LinkedHashMap<>(jobs);
        try {
            add(other, JobType.START, false);
        } catch (BusError e) {
            jobs.clear();
            jobs.putAll(before);
            manager.journal().log(other, 4, "", other.id + ": Cannot add dependency job, ignoring: " + e.text());
        }
    }

    private interface Follow {
        void to(Unit other) throws BusError;
    }

    private static void each(Unit unit, List<Dependency> kinds, Follow follow) throws BusError {
        for (Dependency kind : kinds) {
            for (Unit other : List.copyOf(unit.dependencies(kind))) {
                follow.to(other);
            }
        }
    }
}
