package io.refcache.web;

import java.net.http.HttpResponse;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.refcache.RefCache;
import io.refcache.web.EventReader.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

import static io.refcache.web.TestServer.header;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that are told of each change of a task.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TaskStreamTests {

	private static TestServer server;

	private String id = "";

	@BeforeAll
	static void start() {
		server = TestServer.start("refcache.web.heartbeat=20ms", "refcache.web.max-watchers=2");
	}

	@AfterAll
	static void close() {
		server.close();
	}

	@BeforeEach
	void setUp(TestInfo test) {
		this.id = test.getTestMethod().orElseThrow().getName();
	}

	@AfterEach
	void nobodyIsLeft() {
		server.awaitWatchers(0);
	}

	@Test
	void stateComesFirstThenTheEnd() throws Exception {
		String refId = server.task("value", this.id);
		try (EventReader events = server.events("/refcache/" + refId + "/events")) {
			assertThat(events.response().statusCode()).isEqualTo(200);
			assertThat(header(events.response(), "Content-Type")).startsWith("text/event-stream");
			assertThat(header(events.response(), "Cache-Control")).isEqualTo("no-store");
			Event first = nextData(events);
			assertThat(first.name()).isEqualTo("task");
			assertThat(first.id()).isEmpty();
			assertThat(first.text("ref_id")).isEqualTo(refId);
			assertThat(first.text("status")).isIn("pending", "processing");
			server.reports().release(this.id);
			Event last = lastOf(events);
			assertThat(last.name()).isEqualTo("task");
			assertThat(last.id()).isEqualTo("end");
			assertThat(last.text("status")).isEqualTo("complete");
			assertThat(last.data()).doesNotContain("report on");
		}
	}

	@Test
	void exposedValueIsTheEnd() throws Exception {
		String refId = server.task("exposed", this.id);
		try (EventReader events = server.events("/refcache/" + refId + "/events")) {
			nextData(events);
			server.reports().release(this.id);
			Event last = lastOf(events);
			assertThat(last.name()).isEqualTo("result");
			assertThat(last.text("value")).isEqualTo("report on " + this.id);
		}
	}

	@Test
	void endedTaskHasOneEvent() throws Exception {
		String refId = server.task("failing", this.id);
		server.finish(refId, this.id);
		try (EventReader events = server.events("/refcache/" + refId + "/events")) {
			Event only = events.next();
			assertThat(only.text("status")).isEqualTo("failed");
			assertThat(only.data()).doesNotContain("password");
			assertThat(events.hasNext()).isFalse();
		}
	}

	@Test
	void whoKnowsTheEndIsToldToStayAway() throws Exception {
		String refId = server.task("exposed", this.id);
		try (EventReader running = server.events("/refcache/" + refId + "/events", "Last-Event-ID", "end")) {
			assertThat(nextData(running).name()).isEqualTo("task");
			server.finish(refId, this.id);
			assertThat(lastOf(running).name()).isEqualTo("result");
		}
		assertThat(server.get("/refcache/" + refId + "/events", "Last-Event-ID", "end").statusCode()).isEqualTo(204);
	}

	@Test
	void progressIsTold() throws Exception {
		String refId = server.task("progress", this.id);
		try (EventReader events = server.events("/refcache/" + refId + "/events")) {
			nextData(events);
			server.reports().report(this.id, 3, 4);
			Event event = nextData(events);
			while (!event.data().contains("\"percentage\":75")) {
				assertThat(event.id()).isEmpty();
				event = nextData(events);
			}
			server.reports().release(this.id);
			assertThat(lastOf(events).text("status")).isEqualTo("complete");
		}
	}

	@Test
	void cancellationIsTold() throws Exception {
		String refId = server.task("value", this.id);
		try (EventReader events = server.events("/refcache/" + refId + "/events")) {
			nextData(events);
			server.bean(RefCache.class).cancelTask(refId);
			assertThat(lastOf(events).text("status")).isEqualTo("cancelled");
		}
	}

	@Test
	void deletedReferenceEndsTheStream() throws Exception {
		String refId = server.task("value", this.id);
		try (EventReader events = server.events("/refcache/" + refId + "/events")) {
			nextData(events);
			server.bean(RefCache.class).delete(refId);
			assertThat(lastOf(events).data()).containsAnyOf("\"cancelled\"", "\"status\":404");
		}
	}

	@Test
	void heartbeatsShowThatTheConnectionIsAlive() throws Exception {
		String refId = server.task("value", this.id);
		try (EventReader events = server.events("/refcache/" + refId + "/events")) {
			Event event = events.next();
			while (event.comment().isEmpty()) {
				event = events.next();
			}
			assertThat(event.data()).isEmpty();
			server.reports().release(this.id);
			lastOf(events);
		}
	}

	@Test
	void stateIsNotRepeatedWhenOnlyItsEstimateHasChanged() throws Exception {
		String refId = server.task("progress", this.id);
		server.reports().report(this.id, 1, 1000);
		try (EventReader events = server.events("/refcache/" + refId + "/events")) {
			Event event = nextData(events);
			while (!event.data().contains("so far")) {
				event = nextData(events);
			}
			assertThat(events.next().comment()).isNotEmpty();
			assertThat(events.next().comment()).isNotEmpty();
			server.reports().release(this.id);
			lastOf(events);
		}
	}

	@Test
	void headHasNoStream() throws Exception {
		String refId = server.task("value", this.id);
		HttpResponse<String> head = server.send("HEAD", "/refcache/" + refId + "/events");

		assertThat(head.statusCode()).isEqualTo(200);
		assertThat(head.headers().firstValue("Content-Type")).contains("text/event-stream");
		server.awaitWatchers(0);
		server.reports().release(this.id);
	}

	@Test
	void clientThatHasGoneIsForgotten() throws Exception {
		String refId = server.task("value", this.id);
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
			// Closing resets the connection.
			socket.setOption(StandardSocketOptions.SO_LINGER, 0);
			socket.getOutputStream()
				.write("GET /refcache/%s/events HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(refId)
					.getBytes(StandardCharsets.US_ASCII));
			server.awaitWatchers(1);
			assertThat(socket.getInputStream().read()).isEqualTo('H');
		}
		server.awaitWatchers(0);
		server.finish(refId, this.id);
	}

	@Test
	void clientsBeyondTheLimitAreSentAway() throws Exception {
		String refId = server.task("value", this.id);
		try (EventReader one = server.events("/refcache/" + refId + "/events");
				EventReader two = server.events("/refcache/" + refId + "/events")) {
			server.awaitWatchers(2);
			assertThat(server.get("/refcache/" + refId + "/events")).satisfies((refused) -> {
				assertThat(refused.statusCode()).isEqualTo(503);
				assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
			});
			server.reports().release(this.id);
			assertThat(lastOf(one).text("status")).isEqualTo("complete");
			assertThat(lastOf(two).text("status")).isEqualTo("complete");
		}
	}

	@Test
	void unknownReferenceIsNotFound() throws Exception {
		assertThat(server.get("/refcache/default:00000000000000000000000000000000/events")).satisfies((refused) -> {
			assertThat(refused.statusCode()).isEqualTo(404);
			assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
		});
	}

	private static Event nextData(EventReader events) {
		Event event = events.next();
		while (event.data().isEmpty() && events.hasNext()) {
			event = events.next();
		}
		return event;
	}

	/**
	 * Reads to the end of the stream.
	 */
	private static Event lastOf(EventReader events) {
		Event last = events.next();
		while (events.hasNext()) {
			last = events.next();
		}
		assertThat(last.id()).isEqualTo("end");
		return last;
	}

}
