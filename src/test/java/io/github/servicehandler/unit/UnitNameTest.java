package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitNameTest {

    @Test
    void completesANameWithoutADot() {
        assertThat(UnitName.of("MyBot")).hasToString("MyBot.service");
        assertThat(UnitName.of("bot@1")).hasToString("bot@1.service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MyBot.service",
                "a.b.c.timer",
                "default.target",
                "dev-disk-by\\x2duuid-1.device",
                "a:b_c-d.socket",
                "bot@a@b.service",
                "1.service",
                "-.slice",
                "-.mount",
                "foo@.service",
                "foo@.a.service"
            })
    void keepsACompleteName(String name) {
        assertThat(UnitName.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".service",
                ".hidden.service",
                "-H",
                "--user",
                "-.service",
                "@.service",
                "@x.service",
                "@",
                "a b",
                "a/b",
                "/dev/sda",
                "a\0b",
                "a\n",
                "a.service\n",
                "a\tb",
                "a;b",
                "a$b",
                "a`b`",
                "a*",
                "a?",
                "[a]",
                "a'b",
                "a\"b",
                "a&b",
                "a|b",
                "a>b",
                "a%i",
                "a=b",
                "a,b",
                "b\u00f6t",
                "\u0430.service",
                "\uD83E\uDD16",
                "\uD800"
            })
    void refusesWhatIsNoName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitName.of(name))
                .withMessageStartingWith("unit name \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo.bar", "v1.2", "bot.Service", "a.service.", "foo@1.2", "a."})
    void refusesAnUnknownTypeAndSuggestsAService(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitName.of(name))
                .withMessageContaining("must end in a unit type (.service, .socket,")
                .withMessageContaining("use \"" + name + ".service\"");
    }

    @Test
    void namesEveryTypeWhereItRefusesOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitName.of("foo.bar"))
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(Stream.of(UnitType.values())
                                .map(UnitType::suffix)
                                .toList()));
    }

    @Test
    void showsControlCharactersInItsErrors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitName.of("a\n\0\u001b[31m\u202eb"))
                .withMessageContaining("\"a\\n\\x00\\x1b[31m\\u202eb\"");
    }

    @Test
    void cutsAnOverlongNameOffInItsErrors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitName.of("x".repeat(1_000_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }

    @Test
    void holdsAtMost255Characters() {
        String longest = "x".repeat(255 - ".service".length());

        assertThat(UnitName.of(longest).toString()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UnitName.of(longest + "x"))
                .withMessageContaining("at most 255 characters long, but was 256");
    }

    @ParameterizedTest
    @CsvSource({
        "foo.service,      foo,      foo, ,    SERVICE",
        "foo@1.service,    foo@1,    foo, 1,   SERVICE",
        "foo@.service,     foo@,     foo, ,    SERVICE",
        "foo@a@b.c.timer,  foo@a@b.c, foo, a@b.c, TIMER",
        "a.b.path,         a.b,      a.b, ,    PATH",
        "-.mount,          -,        -,   ,    MOUNT"
    })
    void tellsItsParts(String name, String stem, String prefix, String instance, UnitType type) {
        UnitName unit = UnitName.of(name);

        assertThat(unit.stem()).isEqualTo(stem);
        assertThat(unit.prefix()).isEqualTo(prefix);
        assertThat(unit.instance().orElse(null)).isEqualTo(instance);
        assertThat(unit.isInstance()).isEqualTo(instance != null);
        assertThat(unit.type()).isEqualTo(type);
    }

    @Test
    void tellsATemplateFromItsInstances() {
        assertThat(UnitName.of("foo@.service").isTemplate()).isTrue();
        assertThat(UnitName.of("foo@1.service").isTemplate()).isFalse();
        assertThat(UnitName.of("foo.service").isTemplate()).isFalse();
        assertThat(UnitName.of("foo@1.service").template()).isEqualTo(UnitName.of("foo@.service"));
    }

    @Test
    void makesInstances() {
        UnitName template = UnitName.of("bot@.service");

        assertThat(template.withInstance("1")).hasToString("bot@1.service");
        assertThat(template.withInstance("1").withInstance("2")).hasToString("bot@2.service");
        assertThat(template.withInstance(UnitName.escape("My Bot/ä"))).hasToString("bot@My\\x20Bot-\\xc3\\xa4.service");
    }

    @Test
    void refusesInstancesThatAreNotEscaped() {
        UnitName template = UnitName.of("bot@.service");

        assertThatIllegalArgumentException().isThrownBy(() -> template.withInstance("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> template.withInstance("a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> template.withInstance(""));
        assertThatIllegalArgumentException().isThrownBy(() -> template.withInstance("x".repeat(250)));
    }

    @Test
    void refusesToMakeInstancesOfAPlainName() {
        assertThatIllegalStateException()
                .isThrownBy(() -> UnitName.of("bot").withInstance("1"))
                .withMessageContaining("bot.service has no @");
        assertThatIllegalStateException().isThrownBy(() -> UnitName.of("bot").template());
    }

    @ParameterizedTest
    @CsvSource({
        "bot.service, bot_2eservice",
        "1a.service, _31a_2eservice",
        "a-b_c@d\\x2d:e.service, a_2db_5fc_40d_5cx2d_3ae_2eservice",
        "-.slice, _2d_2eslice"
    })
    void tellsItsPathOnTheBus(String name, String label) {
        assertThat(UnitName.of(name).busPath()).isEqualTo("/org/freedesktop/systemd1/unit/" + label);
    }

    @Test
    void isEqualByItsFullNameAndSorted() {
        assertThat(UnitName.of("a")).isEqualTo(UnitName.of("a.service")).hasSameHashCodeAs(UnitName.of("a.service"));
        assertThat(UnitName.of("a")).isNotEqualTo(UnitName.of("a.timer")).isNotEqualTo("a.service");
        assertThat(new TreeSet<>(
                        Stream.of("b", "a.timer", "a").map(UnitName::of).toList()))
                .map(UnitName::toString)
                .containsExactly("a.service", "a.timer", "b.service");
    }
}
