package io.refcache.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.refcache.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Ten times as many clients of one task as Tomcat has threads by default.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyWatchersTests {

	private static final int HALF = 1000;

	@Test
	void watchersHoldNoThreadOfTheServer() throws Exception {
		try (TestServer server = TestServer.start("refcache.web.max-wait=5m")) {
			String refId = server.task("exposed", "many");
			List<CompletableFuture<HttpResponse<String>>> polls = IntStream.range(0, HALF)
				.mapToObj((client) -> server.getLater("/refcache/" + refId, "Prefer", "wait=300"))
				.toList();
			List<CompletableFuture<HttpResponse<String>>> streams = IntStream.range(0, HALF)
				.mapToObj((client) -> server.getLater("/refcache/" + refId + "/events"))
				.toList();
			await().atMost(Duration.ofMinutes(1)).until(() -> server.bean(Watchers.class).size() == 2 * HALF);

			for (int i = 0; i < 50; i++) {
				assertThat(server.get("/refcache/" + refId).statusCode()).isEqualTo(202);
				assertThat(server.get("/value/other-" + i).statusCode()).isEqualTo(202);
			}
			server.reports().release("many");
			for (CompletableFuture<HttpResponse<String>> poll : polls) {
				assertThat(json(poll.get()).get("value").asString()).isEqualTo("report on many");
			}
			for (CompletableFuture<HttpResponse<String>> stream : streams) {
				assertThat(stream.get().body()).contains("event:task").contains("event:result").contains("id:end");
			}
			server.awaitWatchers(0);
		}
	}

}
