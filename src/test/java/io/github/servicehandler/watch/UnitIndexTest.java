package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitName;
import org.junit.jupiter.api.Test;

class UnitIndexTest {

    private static final UnitName ALIAS = UnitName.of("alias");
    private static final UnitName REAL = UnitName.of("real");

    private final UnitIndex table = new UnitIndex();
    private final BusUnitState alias = table.add(ALIAS);

    private void haveId(UnitName id) {
        alias.set("Id", id.toString());
        table.addId(alias);
    }

    @Test
    void anAliasIsFoundUnderBothNames() {
        haveId(REAL);

        assertThat(table.at(ALIAS.busPath())).containsExactly(alias);
        assertThat(table.at(REAL.busPath())).containsExactly(alias);
    }

    @Test
    void whatIsNoAliasAnyMoreIsNotFoundUnderTheOtherName() {
        BusUnitState real = table.add(REAL);
        haveId(REAL);
        haveId(ALIAS);

        assertThat(table.at(ALIAS.busPath())).containsExactly(alias);
        assertThat(table.at(REAL.busPath())).containsExactly(real);
    }

    @Test
    void anAliasOfAnotherUnitIsFoundUnderThatOneOnly() {
        UnitName next = UnitName.of("next");
        haveId(REAL);
        haveId(next);

        assertThat(table.at(REAL.busPath())).isEmpty();
        assertThat(table.at(next.busPath())).containsExactly(alias);
    }

    @Test
    void aForgottenAliasIsFoundNowhere() {
        haveId(REAL);
        table.remove(ALIAS);

        assertThat(table.at(ALIAS.busPath())).isEmpty();
        assertThat(table.at(REAL.busPath())).isEmpty();
        assertThat(table.all()).isEmpty();
    }
}
