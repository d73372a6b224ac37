package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.internal.dbus.Message;
import java.util.List;
import java.util.stream.Stream;

/** Reader of a manager's replies that are lists. */
public final class ListReply {

    private ListReply() {}

    /** Returns the rows of a list, in the order of the reply. */
    public static Stream<List<?>> rows(Message reply) {
        List<?> rows = reply.value(0, List.class);
        return rows.stream().map(row -> (List<?>) row);
    }

    /**
     * Returns the name of the unit in the first column of a row, which contains the name or the path of a unit file.
     */
    public static String name(List<?> row) {
        String text = row.get(0).toString();
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
