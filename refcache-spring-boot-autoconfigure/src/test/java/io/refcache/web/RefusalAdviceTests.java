package io.refcache.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.refcache.Actor;
import io.refcache.CircularReferenceException;
import io.refcache.InvalidReferenceException;
import io.refcache.MissingContextValueException;
import io.refcache.RefAccessDeniedException;
import io.refcache.RefComputationException;
import io.refcache.RefNotFoundException;
import io.refcache.ReferenceTypeException;
import io.refcache.ReferenceWithoutValueException;
import io.refcache.RetryRefusedException;
import io.refcache.TaskCancelledException;
import io.refcache.TaskError;
import io.refcache.TaskStatus;
import io.refcache.TaskTimeoutException;
import io.refcache.ValueTooLargeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What controllers answer that were refused something, or whose task came to a bad end.
 */
class RefusalAdviceTests {

	private final MockMvcTester mvc = mvc(new RefusalAdvice(false));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					unknown   | 404 | No value or task found for this reference; it may have expired
					refused   | 409 | Task 'a:1' cannot be retried: used up
					cancelled | 409 | The task was cancelled; repeat the request to start it again
					large     | 400 | The value of 'a:1' has 20 bytes of JSON, 'refcache.max-value-size' allows 10: read its pages instead
					slow      | 503 | The task was stopped, for it ran longer than it may (PT1M)
					denied    | 403 | user:bob may not cancel 'a:1'
					nameless  | 403 | 'op' needs {user_id}, which is not known of user:*: call it as somebody of whom it is, or declare a ContextValues bean
					invalid   | 400 | Invalid or inaccessible reference: a:1
					circular  | 400 | Circular reference detected: a:1 -> a:2 -> a:1
					mistyped  | 400 | Reference 'a:1' leads to a value of another type than is asked for
					valueless | 409 | Reference 'a:1' has no value that could be an argument: a task behind it is failed
					failed    | 500 | Task failed: IOException (error id e1)
					""")
	void problemSaysWhatCanBeDone(String what, int status, String detail) {
		MvcTestResult result = this.mvc.get().uri("/" + what).exchange();

		assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(result).headers().hasValue("Cache-Control", "no-store");
		assertThat(result).bodyJson().extractingPath("$.detail").isEqualTo(detail);
		assertThat(result).bodyText().doesNotContain("1234");
		if (what.equals("refused")) {
			assertThat(result).bodyJson().extractingPath("$.reason").isEqualTo("exhausted");
		}
	}

	@ParameterizedTest
	@CsvSource({ "failed, Task failed: the password is 1234" })
	void messageIsShownWhereItMayBe(String what, String detail) {
		assertThat(mvc(new RefusalAdvice(true)).get().uri("/" + what).exchange()).bodyJson()
			.extractingPath("$.detail")
			.isEqualTo(detail);
	}

	@ParameterizedTest
	@CsvSource({ "unknown", "refused", "cancelled", "large", "slow", "denied", "nameless", "invalid", "circular",
			"mistyped", "valueless", "failed" })
	void applicationHasItsOwnSay(String what) {
		assertThat(mvc(new OwnAdvice(), new RefusalAdvice(false)).get().uri("/" + what).exchange()).hasStatus(418);
		assertThat(mvc(new RefusalAdvice(false), new OwnAdvice()).get().uri("/" + what).exchange()).hasStatus(418);
	}

	private static MockMvcTester mvc(Object... advice) {
		return MockMvcTester.create(MockMvcBuilders.standaloneSetup(new Desk()).setControllerAdvice(advice).build());
	}

	@RestController
	static class Desk {

		private final Map<String, RuntimeException> failures = Map.ofEntries(
				Map.entry("invalid", new InvalidReferenceException("a:1")),
				Map.entry("circular", new CircularReferenceException(List.of("a:1", "a:2", "a:1"))),
				Map.entry("mistyped", new ReferenceTypeException("a:1", String.class, Integer.class)),
				Map.entry("valueless", new ReferenceWithoutValueException("a:1", TaskStatus.FAILED)),
				Map.entry("unknown", new RefNotFoundException("a:1")),
				Map.entry("refused",
						new RetryRefusedException("a:1", RetryRefusedException.Reason.EXHAUSTED, "used up")),
				Map.entry("cancelled", new TaskCancelledException("a:1")),
				Map.entry("large", new ValueTooLargeException("a:1", 20, 10)),
				Map.entry("slow", new TaskTimeoutException("op", Duration.ofMinutes(1))),
				Map.entry("denied", new RefAccessDeniedException("user:bob may not cancel 'a:1'")),
				Map.entry("nameless", new MissingContextValueException("op", "user_id", Actor.ANONYMOUS)),
				Map.entry("failed", new RefComputationException("a:1",
						new TaskError("java.io.IOException", "the password is 1234", "e1"))));

		@GetMapping("/{what}")
		String answer(@PathVariable String what) {
			throw Objects.requireNonNull(this.failures.get(what));
		}

	}

	@RestControllerAdvice
	@Order(0)
	static class OwnAdvice {

		@ExceptionHandler
		ResponseEntity<String> any(RuntimeException ex) {
			return ResponseEntity.status(418).body("short and stout");
		}

	}

}
