package io.refcache.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import static org.awaitility.Awaitility.await;

/**
 * A client that follows no redirect by itself, and asks a reference again when it was
 * told to.
 */
class PoliteClient {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

	private final URI server;

	PoliteClient(int port) {
		this.server = URI.create("http://localhost:" + port);
	}

	HttpResponse<String> get(String address) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(this.server.resolve(address)).timeout(PATIENCE).build();
		return this.http.send(request, BodyHandlers.ofString());
	}

	/**
	 * Asks where a response says, and when it says, until the answer is another than 202:
	 * which the first one may be, of what was ready at once.
	 */
	HttpResponse<String> follow(HttpResponse<String> accepted) {
		if (accepted.statusCode() != 202) {
			return accepted;
		}
		AtomicReference<HttpResponse<String>> last = new AtomicReference<>(accepted);
		return await().atMost(PATIENCE)
			.pollDelay(retryAfter(accepted))
			.pollInterval((count, previous) -> retryAfter(last.get()))
			.until(() -> {
				last.set(get(location(last.get())));
				return last.get();
			}, (response) -> response.statusCode() != 202);
	}

	static String location(HttpResponse<?> response) {
		return response.headers().firstValue("Location").orElseThrow();
	}

	private static Duration retryAfter(HttpResponse<?> response) {
		return Duration.ofSeconds(response.headers().firstValueAsLong("Retry-After").orElse(1));
	}

}
