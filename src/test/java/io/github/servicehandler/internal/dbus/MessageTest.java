package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MessageTest {

    private final Message call =
            Message.call("a.b", "/c", "d.e", "F").withSender(":1.2").withSerial(7);

    @Test
    void whatItDoesNotHaveIsEmptyOrZero() {
        Message signal = Message.signal("/c", "d.e", "F");

        assertThat(signal.destination()).isEmpty();
        assertThat(signal.sender()).isEmpty();
        assertThat(signal.errorName()).isEmpty();
        assertThat(signal.serial()).isZero();
        assertThat(signal.replySerial()).isZero();
        assertThat(signal.body()).isEmpty();
        assertThat(signal.expectsReply()).isFalse();
    }

    @Test
    void answersGoToWhoeverCalled() {
        Message error = Message.errorOf(call, "x.Y", "no");

        assertThat(error.destination()).isEqualTo(":1.2");
        assertThat(error.replySerial()).isEqualTo(7);
        assertThat(error.body()).containsExactly("no");
        assertThat(Message.returnOf(call).replySerial()).isEqualTo(7);
    }

    @Test
    void aCallWithoutSerialCannotBeAnswered() {
        Message unsent = Message.call("a.b", "/c", "d.e", "F");

        assertThatIllegalArgumentException().isThrownBy(() -> Message.returnOf(unsent));
    }

    @Test
    void badNamesAreRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.call("a.b", "/c/", "d.e", "F"))
                .withMessage("\"/c/\" is not a valid PATH");
        assertThatIllegalArgumentException().isThrownBy(() -> Message.call("a", "/c", "d.e", "F"));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.signal("/c", "d", "F"));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.signal("/c", "d.e", "F.G"));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.errorOf(call, "no error", ""));
    }

    @Test
    void theBodyHasAsManyValuesAsTypes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call.withBody("ss", "a"))
                .withMessage("a body of the signature \"ss\" must have 2 values, but had 1");
        assertThat(call.withBody("s", "a").withBody("").signature()).isEqualTo(Signature.EMPTY);
    }

    @Test
    void aValueIsOfTheTypeWantedOrAnError() {
        Message message = call.withBody("su", "a", 1L);

        assertThat(message.value(1, Long.class)).isEqualTo(1);
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> message.value(0, Long.class))
                .withMessageStartingWith("value 0 of METHOD_CALL /c d.e.F(su) must be of the Java type Long")
                .extracting(BusException::errorName)
                .isEqualTo(DBusErrorNames.INVALID_ARGS);
        assertThatExceptionOfType(BusException.class).isThrownBy(() -> message.value(2, Long.class));
    }

    @Test
    void theTextDoesNotShowValues() {
        assertThat(call.withBody("s", "TOKEN=hunter2")).hasToString("METHOD_CALL /c d.e.F(s)");
    }

    @Test
    void anUnwantedReplyIsNotExpected() {
        assertThat(call.expectsReply()).isTrue();
        assertThat(call.withoutReply().expectsReply()).isFalse();
    }
}
