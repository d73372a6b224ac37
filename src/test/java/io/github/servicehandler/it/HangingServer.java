package io.github.servicehandler.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** HTTP service that answers until {@code /hang} is requested. From then on it still runs, but answers no request. */
public final class HangingServer {

    private HangingServer() {}

    /**
     * Serves until it is killed.
     *
     * @param arguments the port
     */
    @SuppressWarnings("AddressSelection")
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[0]), 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (Socket client = server.accept()) {
                    if (requestOf(client).contains("/hang")) {
                        new CountDownLatch(1).await();
                    }
                    answer(client);
                }
            }
        }
    }

    private static String requestOf(Socket client) throws IOException {
        String line = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        return line == null ? "" : line;
    }

    private static void answer(Socket client) throws IOException {
        client.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
