package io.refcache.web;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.refcache.web.EventReader.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.ConfigurableApplicationContext;

import static io.refcache.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of clients that wait when the application stops.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchersTests {

	/**
	 * The server's patience, for requests that go on, is longer than that of the test.
	 */
	@Test
	void shutdownLetsClientsGoBeforeTheServerWaitsForThem() throws Exception {
		try (TestServer server = TestServer.start("refcache.web.max-wait=10m",
				"spring.lifecycle.timeout-per-shutdown-phase=5m", "refcache.task.shutdown-timeout=1ms")) {
			String refId = server.task("value", "a");
			CompletableFuture<HttpResponse<String>> poll = server.getLater("/refcache/" + refId, "Prefer", "wait=600");
			try (EventReader events = server.events("/refcache/" + refId + "/events")) {
				assertThat(events.next().text("ref_id")).isEqualTo(refId);
				server.awaitWatchers(2);
				CompletableFuture<Void> closed = CompletableFuture.runAsync(server.context()::close);

				assertThat(poll.get().statusCode()).isEqualTo(202);
				assertThat(json(poll.get()).get("status").asString()).isIn("pending", "processing");
				Event last = events.next();
				while (events.hasNext()) {
					last = events.next();
				}
				assertThat(last).isEqualTo(new Event("", "", "", "retry:2000:stopping"));
				closed.get();
			}
		}
	}

	/** A context may be paused between tests. */
	@Test
	void clientsAreTakenAgainAfterARestart() throws Exception {
		try (TestServer server = TestServer.start()) {
			ConfigurableApplicationContext context = server.context();
			context.stop();
			Watchers watchers = server.bean(Watchers.class);
			assertThat(watchers.isRunning()).isFalse();
			context.start();
			assertThat(watchers.isRunning()).isTrue();

			String refId = server.task("exposed", "b");
			CompletableFuture<HttpResponse<String>> poll = server.getLater("/refcache/" + refId, "Prefer", "wait=20");
			server.awaitWatchers(1);
			server.reports().release("b");
			assertThat(poll.get().statusCode()).isEqualTo(200);
		}
	}

}
