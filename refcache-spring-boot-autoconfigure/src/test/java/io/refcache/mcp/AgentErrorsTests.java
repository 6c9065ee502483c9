package io.refcache.mcp;

import java.util.List;

import io.refcache.RefAccessDeniedException;
import io.refcache.RefCacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a tool throws tells agents no more than it may, whatever its type.
 */
class AgentErrorsTests {

	private final AgentErrors errors = new AgentErrors(new ToolNames(""), false);

	static List<Throwable> failures() {
		return List.of(new IllegalStateException("secret"), new RefCacheException("secret"), new Own("secret"),
				new RefAccessDeniedException("secret"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void wordsOfABodyAreNotTold(Throwable failure) {
		assertThat(this.errors.text("tool", failure)).isNotBlank().doesNotContain("secret");
	}

	@Test
	void wordsOfABodyAreToldIfTheyMay() {
		assertThat(new AgentErrors(new ToolNames(""), true).text("tool", new Own("no room"))).contains("no room")
			.contains("error id");
	}

	@Test
	void refusalSaysWhatToDo() {
		assertThat(this.errors.text("tool", new RefAccessDeniedException("secret"))).contains("another conversation's");
	}

	private static final class Own extends RefCacheException {

		private static final long serialVersionUID = 1L;

		private Own(String message) {
			super(message);
		}

	}

}
