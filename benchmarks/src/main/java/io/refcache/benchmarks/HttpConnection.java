package io.refcache.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A connection over the loopback interface that stays open. It reads no more of an answer
 * than where that ends.
 */
final class HttpConnection implements AutoCloseable {

	private static final String LAST_CHUNK = "0\r\n\r\n";

	private static final String END_OF_HEADERS = "\r\n\r\n";

	private final Socket socket;

	private final byte[] buffer = new byte[16 * 1024];

	HttpConnection(int port) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setTcpNoDelay(true);
	}

	/**
	 * Sends a request, and waits for its answer.
	 * @return the length of the answer
	 */
	int get(String path, int expectedStatus) throws IOException {
		String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
		this.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
		int length = read();
		String status = new String(this.buffer, 9, 3, StandardCharsets.US_ASCII);
		if (Integer.parseInt(status) != expectedStatus) {
			throw new IOException(path + " was answered " + status);
		}
		return length;
	}

	private int read() throws IOException {
		InputStream input = this.socket.getInputStream();
		int length = 0;
		int expected = -1;
		while (length == 0 || !isComplete(length, expected)) {
			int more = input.read(this.buffer, length, this.buffer.length - length);
			if (more <= 0) {
				throw new EOFException();
			}
			length += more;
			expected = (expected < 0) ? expectedLength(length) : expected;
		}
		return length;
	}

	private boolean isComplete(int length, int expected) {
		if (expected > 0) {
			return length >= expected;
		}
		return expected == 0
				&& new String(this.buffer, length - LAST_CHUNK.length(), LAST_CHUNK.length(), StandardCharsets.US_ASCII)
					.equals(LAST_CHUNK);
	}

	/** Negative if the headers are not complete, 0 if the answer comes in chunks. */
	private int expectedLength(int length) {
		String text = new String(this.buffer, 0, length, StandardCharsets.ISO_8859_1);
		int end = text.indexOf(END_OF_HEADERS);
		if (end < 0) {
			return -1;
		}
		int header = text.indexOf("Content-Length: ");
		if (header < 0 || header > end) {
			return 0;
		}
		int start = header + "Content-Length: ".length();
		return end + END_OF_HEADERS.length() + Integer.parseInt(text.substring(start, text.indexOf('\r', start)));
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
