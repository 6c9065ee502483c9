package io.refcache.mcp;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.refcache.AsyncTaskResponse;
import io.refcache.CacheResponse;
import io.refcache.RefResponse;
import io.refcache.ResponseFormat;
import io.refcache.TaskInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What agents are told, as JSON that says what to do next. Only what has failed, or was
 * cancelled, is an error.
 */
final class AgentAnswers {

	private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {
	};

	private final Supplier<JsonMapper> mapper;

	private final ToolNames names;

	private final boolean includeMessage;

	private final AgentErrors errors;

	private final PreviewTexts previews;

	private final AgentOperations operations;

	private final InstantSource clock;

	/**
	 * Answers.
	 * @param mapper the application's mapper
	 * @param names the tools that agents go on with
	 * @param previews says how to read on
	 * @param operations knows tools by their operations
	 * @param includeMessage whether messages of exceptions are shown
	 * @param clock the time, for estimates
	 */
	AgentAnswers(Supplier<JsonMapper> mapper, ToolNames names, PreviewTexts previews, AgentOperations operations,
			boolean includeMessage, InstantSource clock) {
		this.mapper = mapper;
		this.names = names;
		this.previews = previews;
		this.operations = operations;
		this.includeMessage = includeMessage;
		this.errors = new AgentErrors(names, includeMessage);
		this.clock = clock;
	}

	/**
	 * A result, a part of one, or the state of a task.
	 */
	AgentAnswer of(RefResponse<?> response) {
		try {
			if (response instanceof AsyncTaskResponse<?> task) {
				return of(task);
			}
			Map<String, Object> body = body(response);
			if (response instanceof CacheResponse.Preview<?> preview) {
				body.put("message", this.previews.text(preview, body.get("preview")));
			}
			else if (response instanceof CacheResponse.Withheld<?> withheld) {
				body.put("message", withheld.message() + ": give this ref_id to a tool as an argument");
			}
			return answer(body, false);
		}
		catch (JacksonException ex) {
			return error("The result cannot be written as JSON, so that it cannot be shown. Give its ref_id %s to a "
				.formatted(response.refId()) + "tool as an argument, or tell the user");
		}
	}

	private AgentAnswer of(AsyncTaskResponse<?> response) {
		AsyncTaskResponse<?> task = this.includeMessage ? response : response.withoutErrorMessage();
		Map<String, Object> body = body(task);
		boolean failed = switch (task.status()) {
			case PENDING, PROCESSING -> {
				body.put("poll_after_seconds", task.pollAfterSeconds());
				body.put("message", this.names.goOn(task));
				yield false;
			}
			case COMPLETE -> {
				body.put("message", "The task is complete, and its result is not for you to read by its reference. "
						+ "Call the tool again with the same arguments, or give this ref_id to a tool as an argument");
				yield false;
			}
			case FAILED -> {
				body.put("message", task.message() + this.names.afterFailure(task));
				yield true;
			}
			case CANCELLED -> {
				body.put("message", "The task was cancelled. Call the tool again to start it anew");
				yield true;
			}
		};
		return answer(body, failed);
	}

	/**
	 * The tasks of an agent.
	 */
	AgentAnswer of(List<TaskInfo> tasks) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("tasks", tasks.stream().map(this::entry).toList());
		return answer(body, false);
	}

	/**
	 * What a tool answers, or that its call has come to nothing.
	 * @param tool the name of the tool
	 * @param work serves the call
	 */
	AgentAnswer guard(String tool, McpCall.Work<AgentAnswer> work) {
		try {
			return work.run();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return error("The server is stopping. Call the tool again later");
		}
		catch (Exception ex) {
			return error(this.errors.text(tool, ex));
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Something done.
	 */
	AgentAnswer done(Map<String, Object> body) {
		return answer(body, false);
	}

	/**
	 * A sentence that says what went wrong, with what to do next.
	 */
	AgentAnswer error(String message) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("message", message);
		return answer(body, true);
	}

	private Map<String, Object> entry(TaskInfo task) {
		AsyncTaskResponse<?> response = AsyncTaskResponse.of(task, null, ResponseFormat.STANDARD, this.clock);
		Map<String, Object> entry = body(this.includeMessage ? response : response.withoutErrorMessage());
		entry.remove("is_complete");
		entry.remove("is_async");
		entry.put("tool", this.operations.tool(task.name()));
		return entry;
	}

	private Map<String, Object> body(Object value) {
		return this.mapper.get().convertValue(value, OBJECT);
	}

	private AgentAnswer answer(Map<String, Object> body, boolean error) {
		return new AgentAnswer(body, this.mapper.get().writeValueAsString(body), error);
	}

}
