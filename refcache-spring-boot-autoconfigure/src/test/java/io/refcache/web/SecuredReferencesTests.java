package io.refcache.web;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.refcache.RefCache;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.TaskInfo;
import io.refcache.context.RefCacheContextAutoConfiguration;
import io.refcache.security.RefCacheSecurityAutoConfiguration;
import io.refcache.task.TaskRegistry;
import io.refcache.web.WebTestApplication.Reports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static io.refcache.web.TestServer.header;
import static io.refcache.web.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two users who are logged in with Spring Security as it comes, over real HTTP.
 */
class SecuredReferencesTests {

	private static TestServer server;

	private final Client alice = new Client("alice");

	private final Client bob = new Client("bob");

	private String id = "";

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class, "refcache.policies.sealed.user-permissions=execute");
	}

	@AfterAll
	static void close() {
		server.close();
	}

	@BeforeEach
	void setUp(TestInfo test) {
		this.id = test.getTestMethod().orElseThrow().getName();
	}

	@Test
	void strangersAreStoppedByTheApplicationsRules() throws Exception {
		String refId = start(this.alice);
		assertThat(server.get("/refcache/" + refId).statusCode()).isEqualTo(401);
		assertThat(server.get("/refcache/" + refId + "/events").statusCode()).isEqualTo(401);
		assertThat(server.send("DELETE", "/refcache/" + refId).statusCode()).isIn(401, 403);
	}

	@Test
	void oneUserDoesNotSeeWhatTheOtherHas() throws Exception {
		String refId = start(this.alice);
		for (String path : List.of("", "?from=%2Fmine%2Fa", "?page=1", "/events")) {
			assertHidden(this.bob.get("/refcache/" + refId + path));
		}
		assertHidden(this.bob.get("/refcache/" + refId, "Prefer", "wait=10"));
		server.finish(refId, this.id + "-alice");
		assertHidden(this.bob.get("/refcache/" + refId));
		assertThat(this.alice.get("/refcache/" + refId).statusCode()).isEqualTo(200);
		assertThat(json(this.alice.get("/refcache/" + refId)).get("value").asString())
			.isEqualTo("report on " + this.id + "-alice");
	}

	@Test
	void equalCallsOfTwoUsersAreTwo() throws Exception {
		assertThat(start(this.alice)).isNotEqualTo(start(this.bob));
	}

	@Test
	void oneUserIsNotServedWhatTheOtherWasPromised() throws Exception {
		String refId = start(this.alice);
		server.finish(refId, this.id + "-alice");
		HttpResponse<String> own = this.bob.get("/mine/" + this.id + "?refcache_ref=" + refId);
		assertThat(own.statusCode()).isEqualTo(202);
		assertThat(json(own).get("ref_id").asString()).isNotEqualTo(refId);
	}

	@Test
	void oneUserDoesNotChangeWhatTheOtherHas() throws Exception {
		String refId = start(this.alice);
		assertHidden(this.bob.change("POST", "/refcache/" + refId + "/cancel"));
		assertHidden(this.bob.change("POST", "/refcache/" + refId + "/retry"));
		assertHidden(this.bob.change("DELETE", "/refcache/" + refId));
		assertThat(status(refId)).isIn("pending", "processing");

		assertThat(this.alice.change("POST", "/refcache/" + refId + "/retry").statusCode()).isEqualTo(409);
		assertThat(this.alice.change("POST", "/refcache/" + refId + "/cancel").statusCode()).isEqualTo(204);
		assertThat(status(refId)).isEqualTo("cancelled");
		assertThat(this.alice.change("DELETE", "/refcache/" + refId).statusCode()).isEqualTo(204);
		assertHidden(this.alice.get("/refcache/" + refId));
	}

	@Test
	void inAnOpenNamespaceOnlyWhoStartedATaskChangesIt() throws Exception {
		String refId = json(this.alice.get("/response/" + this.id)).get("ref_id").asString();
		assertThat(this.bob.get("/refcache/" + refId).statusCode()).isEqualTo(202);
		for (HttpResponse<String> refused : List.of(this.bob.change("POST", "/refcache/" + refId + "/cancel"),
				this.bob.change("DELETE", "/refcache/" + refId))) {
			assertThat(refused.statusCode()).isEqualTo(403);
			assertThat(header(refused, "Content-Type")).isEqualTo("application/problem+json");
		}
		assertThat(status(refId)).isIn("pending", "processing");
		assertThat(this.alice.change("POST", "/refcache/" + refId + "/cancel").statusCode()).isEqualTo(204);
	}

	@Test
	void oneUserIsNotToldOfWhatTheOtherHas() throws Exception {
		String mine = start(this.alice);
		String other = start(this.bob);
		assertThat(this.alice.get("/tasks").body()).contains(mine).doesNotContain(other);
		assertThat(this.bob.get("/tasks").body()).contains(other).doesNotContain(mine);
	}

	@Test
	void changesNeedTheTokenAgainstForgery() throws Exception {
		String refId = start(this.alice);
		for (HttpResponse<String> refused : List.of(this.alice.send("POST", "/refcache/" + refId + "/cancel"),
				this.alice.send("DELETE", "/refcache/" + refId))) {
			assertThat(refused.statusCode()).isEqualTo(403);
		}
		assertThat(status(refId)).isIn("pending", "processing");
	}

	@Test
	void identityIsThereWhenAStreamOrALongPollEnds() throws Exception {
		String refId = start(this.alice);
		try (EventReader events = server.events("/refcache/" + refId + "/events", this.alice.authorization())) {
			assertThat(events.next().text("ref_id")).isEqualTo(refId);
			server.reports().release(this.id + "-alice");
			assertThat(events.next().name()).isEqualTo("result");
			assertThat(events.hasNext()).isFalse();
		}
		String second = json(this.alice.get("/mine/" + this.id + "-2")).get("ref_id").asString();
		server.reports().release(this.id + "-2-alice");
		assertThat(json(this.alice.get("/refcache/" + second, "Prefer", "wait=10")).get("value").asString())
			.isEqualTo("report on " + this.id + "-2-alice");
	}

	@Test
	void nobodyIsShownMoreForWaiting() throws Exception {
		String refId = json(this.alice.get("/sealed/" + this.id)).get("ref_id").asString();
		try (EventReader events = server.events("/refcache/" + refId + "/events", this.alice.authorization())) {
			assertThat(events.next().text("ref_id")).isEqualTo(refId);
			CompletableFuture<HttpResponse<String>> poll = server.getLater("/refcache/" + refId,
					this.alice.authorization("Prefer", "wait=20"));
			server.awaitWatchers(2);
			server.reports().release(this.id);
			assertThat(poll.get().statusCode()).isEqualTo(200);
			assertThat(poll.get().body()).contains(refId).doesNotContain("report on");
			assertThat(events.next().data()).contains(refId).doesNotContain("report on");
		}
	}

	private String start(Client client) throws Exception {
		HttpResponse<String> accepted = client.get("/mine/" + this.id);
		assertThat(accepted.statusCode()).isEqualTo(202);
		return json(accepted).get("ref_id").asString();
	}

	private static String status(String refId) {
		return server.bean(TaskRegistry.class).find(refId).orElseThrow().status().text();
	}

	private static void assertHidden(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(json(response).get("detail").asString())
			.isEqualTo("No value or task found for this reference; it may have expired");
	}

	private record Client(String name) {

		String[] authorization(String... headers) {
			String credentials = Base64.getEncoder()
				.encodeToString((this.name + ":secret").getBytes(StandardCharsets.UTF_8));
			return Stream.concat(Stream.of("Authorization", "Basic " + credentials), Stream.of(headers))
				.toArray(String[]::new);
		}

		HttpResponse<String> get(String path, String... headers) throws Exception {
			return server.get(path, authorization(headers));
		}

		HttpResponse<String> send(String method, String path, String... headers) throws Exception {
			return server.send(method, path, authorization(headers));
		}

		/** With the token that a page of the application would have. */
		HttpResponse<String> change(String method, String path) throws Exception {
			HttpResponse<String> token = get("/csrf");
			return send(method, path, json(token).get("headerName").asString(), json(token).get("token").asString(),
					"Cookie", header(token, "Set-Cookie").split(";")[0]);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(TestServer.Application.class)
	@ImportAutoConfiguration({ SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
			SecurityFilterAutoConfiguration.class, RefCacheSecurityAutoConfiguration.class,
			RefCacheContextAutoConfiguration.class, RefCacheRequestActorAutoConfiguration.class })
	static class Application {

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(Stream.of("alice", "bob")
				.map((name) -> User.withUsername(name).password("{noop}secret").build())
				.toList());
		}

		@Bean
		PrivateReports privateReports(Reports reports) {
			return new PrivateReports(reports);
		}

		@Bean
		SealedReports sealedReports(Reports reports) {
			return new SealedReports(reports);
		}

		@Bean
		SealedController sealedController(SealedReports reports) {
			return new SealedController(reports);
		}

		@Bean
		PrivateController privateController(PrivateReports reports, RefCache refCache) {
			return new PrivateController(reports, refCache);
		}

	}

	static class PrivateReports {

		private final Reports reports;

		PrivateReports(Reports reports) {
			this.reports = reports;
		}

		@RefCached(namespace = "user:{user_id}", asyncTimeout = "0s", exposed = true)
		public String mine(String id) {
			return this.reports.waitFor(id + "-" + SecurityContextHolder.getContext().getAuthentication().getName());
		}

	}

	static class SealedReports {

		private final Reports reports;

		SealedReports(Reports reports) {
			this.reports = reports;
		}

		@RefCached(policy = "sealed", asyncTimeout = "0s")
		public RefResponse<String> sealed(String id) {
			return RefResponse.of(this.reports.waitFor(id));
		}

	}

	@RestController
	static class SealedController {

		private final SealedReports reports;

		SealedController(SealedReports reports) {
			this.reports = reports;
		}

		@GetMapping("/sealed/{id}")
		RefResponse<String> sealed(@PathVariable String id) {
			return this.reports.sealed(id);
		}

	}

	@RestController
	static class PrivateController {

		private final PrivateReports reports;

		private final RefCache refCache;

		PrivateController(PrivateReports reports, RefCache refCache) {
			this.reports = reports;
			this.refCache = refCache;
		}

		@GetMapping("/mine/{id}")
		String mine(@PathVariable String id) {
			return this.reports.mine(id);
		}

		@GetMapping("/tasks")
		List<TaskInfo> tasks() {
			return this.refCache.listTasks(null, 100);
		}

		@GetMapping("/csrf")
		CsrfToken csrf(CsrfToken token) {
			return token;
		}

	}

}
