package io.refcache.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.refcache.RefCached;
import io.refcache.testing.ManualClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static io.refcache.web.TestServer.header;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long calls of controllers wait whose clients say so.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestPatienceTests {

	private static final Duration DECLARED = Duration.ofSeconds(5);

	private static TestServer server;

	private final ManualClock clock = new ManualClock();

	private final RequestPatience patience = new RequestPatience(Duration.ofSeconds(30), this.clock);

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class);
	}

	@AfterAll
	static void close() {
		server.close();
	}

	@AfterEach
	void reset() {
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void clientThatWaitsGetsTheValue() throws Exception {
		CompletableFuture<HttpResponse<String>> waiting = server.getLater("/value/long", "Prefer", "wait=20");
		server.reports().awaitRun("long");
		server.reports().release("long");
		HttpResponse<String> answer = waiting.get();

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("report on long");
		assertThat(header(answer, "Preference-Applied")).isEqualTo("wait=20");
		assertThat(header(answer, "Vary")).isEqualTo("Prefer");
		assertThat(server.get("/value/long", "Prefer", "wait=20").headers().map()).doesNotContainKeys("Vary",
				"Preference-Applied");
	}

	@Test
	void clientInAHurryGetsAReference() throws Exception {
		HttpResponse<String> answer = server.get("/patient/a", "Prefer", "respond-async");

		assertThat(answer.statusCode()).isEqualTo(202);
		assertThat(header(answer, "Location")).endsWith("?from=%2Fpatient%2Fa");
		assertThat(header(answer, "Preference-Applied")).isEqualTo("respond-async");
		assertThat(header(answer, "Vary")).isEqualTo("Prefer");
	}

	@Test
	void futuresAreAnsweredAsSoon() throws Exception {
		HttpResponse<String> answer = server.get("/patient-future/a", "Prefer", "respond-async, wait=0");

		assertThat(answer.statusCode()).isEqualTo(202);
		assertThat(header(answer, "Preference-Applied")).isEqualTo("respond-async, wait=0");
	}

	@Test
	void methodWithoutTimeoutIsWaitedFor() throws Exception {
		HttpResponse<String> answer = server.get("/here/a", "Prefer", "respond-async");

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().map()).doesNotContainKeys("Vary", "Preference-Applied");
	}

	@Test
	void nestedCallsAreNotAsked() throws Exception {
		HttpResponse<String> answer = server.get("/nesting/a", "Prefer", "respond-async");

		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().map()).doesNotContainKey("Preference-Applied");
	}

	@Test
	void answersDependOnThePreferenceEvenWithoutOne() throws Exception {
		HttpResponse<String> answer = server.get("/value/none");

		assertThat(answer.statusCode()).isEqualTo(202);
		assertThat(header(answer, "Vary")).isEqualTo("Prefer");
		assertThat(answer.headers().map()).doesNotContainKey("Preference-Applied");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "wait=10 | 10 | wait=10", "wait=0 | 0 | wait=0", "wait=100 | 30 | wait=30",
					"respond-async | 0 | respond-async", "respond-async, wait=2 | 2 | respond-async, wait=2",
					"wait=2, Respond-Async | 2 | respond-async, wait=2", "handling=strict | 5 | ", "wait=soon | 5 | " })
	void preferenceSaysHowLong(String prefer, long seconds, String applied) {
		MockHttpServletResponse response = request(prefer);

		assertThat(this.patience.timeout(DECLARED)).isEqualTo(Duration.ofSeconds(seconds));
		assertThat(response.getHeader("Preference-Applied")).isEqualTo(applied);
		assertThat(response.getHeaders("Vary")).containsExactly("Prefer");
	}

	@Test
	void callsOfOneRequestShareTheTime() {
		MockHttpServletResponse response = request("wait=10");
		Instant begin = this.clock.instant();
		assertThat(this.patience.timeout(DECLARED)).isEqualTo(Duration.ofSeconds(10));
		this.clock.advance(Duration.ofSeconds(4));
		assertThat(this.patience.timeout(DECLARED)).isEqualTo(Duration.ofSeconds(6));
		this.clock.advance(Duration.ofSeconds(7));
		assertThat(this.patience.timeout(DECLARED)).isZero();
		assertThat(this.clock.instant()).isEqualTo(begin.plusSeconds(11));
		assertThat(response.getHeaders("Vary")).containsExactly("Prefer");
	}

	@Test
	void withoutRequestTheMethodSaysHowLong() {
		assertThat(this.patience.timeout(DECLARED)).isEqualTo(DECLARED);
	}

	private static MockHttpServletResponse request(String prefer) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader("Prefer", prefer);
		MockHttpServletResponse response = new MockHttpServletResponse();
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request, response));
		return response;
	}

	@Configuration(proxyBeanMethods = false)
	@Import(TestServer.Application.class)
	static class Application {

		@Bean
		PatientController patientController(Patient patient, Nesting nesting) {
			return new PatientController(patient, nesting);
		}

		@Bean
		Patient patient(WebTestApplication.Reports reports) {
			return new Patient(reports);
		}

		@Bean
		Nesting nesting(Patient patient) {
			return new Nesting(patient);
		}

	}

	static class Patient {

		private final WebTestApplication.Reports reports;

		Patient(WebTestApplication.Reports reports) {
			this.reports = reports;
		}

		@RefCached(asyncTimeout = "50s")
		public String patient(String id) {
			return this.reports.value("patient-" + id);
		}

		@RefCached(asyncTimeout = "50s")
		public CompletableFuture<String> patientFuture(String id) {
			return CompletableFuture.completedFuture(this.reports.value("future-" + id));
		}

		@RefCached
		public String here(String id) {
			return "here " + id;
		}

		@RefCached(asyncTimeout = "50s")
		public String quick(String id) {
			return "quick " + id;
		}

	}

	static class Nesting {

		private final Patient patient;

		Nesting(Patient patient) {
			this.patient = patient;
		}

		@RefCached
		public String nesting(String id) {
			return this.patient.quick(id);
		}

	}

	@RestController
	static class PatientController {

		private final Patient patient;

		private final Nesting nesting;

		PatientController(Patient patient, Nesting nesting) {
			this.patient = patient;
			this.nesting = nesting;
		}

		@GetMapping("/patient/{id}")
		String patient(@PathVariable String id) {
			return this.patient.patient(id);
		}

		@GetMapping("/patient-future/{id}")
		CompletableFuture<String> future(@PathVariable String id) {
			return this.patient.patientFuture(id);
		}

		@GetMapping("/here/{id}")
		Map<String, String> here(@PathVariable String id) {
			return Map.of("value", this.patient.here(id));
		}

		@GetMapping("/nesting/{id}")
		Map<String, String> nesting(@PathVariable String id) {
			return Map.of("value", this.nesting.nesting(id));
		}

	}

}
