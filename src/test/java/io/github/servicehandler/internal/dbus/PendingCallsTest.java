package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PendingCallsTest {

    private static final Message CALL = Message.call("a.b", "/c", "d.e", "F");

    private final List<byte[]> sent = new ArrayList<>();
    private final PendingCalls calls = new PendingCalls(sent::add);

    private CompletableFuture<Message> send(int serial) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        calls.send(serial, new byte[] {(byte) serial}, answer);
        return answer;
    }

    private void complete(int serial) {
        calls.complete(Message.returnOf(CALL.withSerial(serial)));
    }

    @Test
    void anAnswerIsForTheCallWithItsSerial() {
        CompletableFuture<Message> first = send(1);
        CompletableFuture<Message> second = send(2);
        complete(2);
        complete(3);

        assertThat(first).isNotDone();
        assertThat(second.join().replySerial()).isEqualTo(2);
        assertThat(calls.size()).isEqualTo(1);
    }

    @Test
    void callsBeyondTheWindowGoOutAsOthersAreAnswered() {
        List<CompletableFuture<Message>> answers = new ArrayList<>();
        for (int serial = 1; serial <= PendingCalls.WINDOW + 2; serial++) {
            answers.add(send(serial));
        }
        assertThat(sent).hasSize(PendingCalls.WINDOW);

        complete(1);

        assertThat(sent).hasSize(PendingCalls.WINDOW + 1);
        assertThat(sent).last().isEqualTo(new byte[] {(byte) (PendingCalls.WINDOW + 1)});
        assertThat(answers.get(0)).isDone();
    }

    @Test
    void anAnswerIsNotLostIfTheNextCallCannotBeSent() {
        AtomicBoolean closed = new AtomicBoolean();
        PendingCalls cut = new PendingCalls(frame -> {
            if (closed.get()) {
                throw new BusException(DBusErrorNames.DISCONNECTED, "closed");
            }
        });
        List<CompletableFuture<Message>> answers = new ArrayList<>();
        for (int serial = 1; serial <= PendingCalls.WINDOW + 1; serial++) {
            CompletableFuture<Message> answer = new CompletableFuture<>();
            cut.send(serial, new byte[0], answer);
            answers.add(answer);
        }
        closed.set(true);

        assertThatThrownBy(() -> cut.complete(Message.returnOf(CALL.withSerial(1))))
                .isInstanceOf(BusException.class);
        cut.fail(new BusException(DBusErrorNames.DISCONNECTED, "closed"));

        assertThat(answers.get(0)).isCompleted();
        assertThat(answers).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aCallThatIsGivenUpBeforeItsTurnIsNeverSent() {
        List<CompletableFuture<Message>> answers = new ArrayList<>();
        for (int serial = 1; serial <= PendingCalls.WINDOW + 2; serial++) {
            answers.add(send(serial));
        }
        answers.get(PendingCalls.WINDOW).cancel(false);
        complete(1);

        assertThat(sent).last().isEqualTo(new byte[] {(byte) (PendingCalls.WINDOW + 2)});
        assertThat(calls.size()).isEqualTo(PendingCalls.WINDOW);
    }

    @Test
    void aCallThatIsGivenUpStaysUnderWayUntilItIsAnswered() {
        for (int serial = 1; serial <= PendingCalls.WINDOW; serial++) {
            send(serial).cancel(false);
        }
        CompletableFuture<Message> next = send(1000);
        assertThat(sent).hasSize(PendingCalls.WINDOW);

        complete(1);

        assertThat(sent).hasSize(PendingCalls.WINDOW + 1);
        assertThat(next).isNotDone();
    }

    @Test
    void refusalsWithoutTextAreExplained() {
        CompletableFuture<Message> answer = send(1);
        calls.complete(Message.errorOf(CALL.withSerial(1), "x.Y", "").withBody("u", 1));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(answer::join)
                .havingCause()
                .withMessage("the peer refused the call and gave no reason [x.Y]");
    }

    @Test
    void onlySoManyWait() {
        List<CompletableFuture<Message>> answers = new ArrayList<>();
        for (int serial = 1; serial <= PendingCalls.CAPACITY + PendingCalls.WINDOW; serial++) {
            answers.add(send(serial));
        }

        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> send(-1))
                .extracting(BusException::errorName)
                .isEqualTo(DBusErrorNames.LIMITS_EXCEEDED);
        answers.get(PendingCalls.CAPACITY).cancel(false);
        assertThat(send(-1)).isNotDone();
    }

    @Test
    void theEndIsTheAnswerToAll() {
        BusException end = new BusException(DBusErrorNames.DISCONNECTED, "gone");
        List<CompletableFuture<Message>> answers = new ArrayList<>();
        for (int serial = 1; serial <= PendingCalls.WINDOW + 2; serial++) {
            answers.add(send(serial));
        }
        calls.fail(end);

        assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(calls.size()).isZero();
        assertThatExceptionOfType(BusException.class).isThrownBy(() -> send(1)).isSameAs(end);
    }
}
