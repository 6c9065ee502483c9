package io.refcache.mcp;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.refcache.ReadOptions;
import io.refcache.RefCache;
import io.refcache.RefNotFoundException;
import io.refcache.TaskInfo;
import io.refcache.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * The tools by which agents go on with what other tools have begun.
 */
final class OwnTools {

	private static final int MAX_TASKS = 100;

	private final RefCache refCache;

	private final TaskWait waits;

	private final AgentAnswers answers;

	private final ToolNames names;

	private final Predicate<String> readable;

	private final Duration maxWait;

	private final int maxAnswerSize;

	private final String unit;

	/**
	 * The tools.
	 * @param refCache where they look
	 * @param waits waits for tasks
	 * @param answers makes answers
	 * @param names their names
	 * @param readable tells operations whose results agents may read, exposed or not
	 * @param maxWait how long one call waits at most
	 * @param maxAnswerSize how large a page is at most that is not asked for otherwise
	 * @param unit what sizes are measured in
	 */
	OwnTools(RefCache refCache, TaskWait waits, AgentAnswers answers, ToolNames names, Predicate<String> readable,
			Duration maxWait, int maxAnswerSize, String unit) {
		this.refCache = refCache;
		this.waits = waits;
		this.answers = answers;
		this.names = names;
		this.readable = readable;
		this.maxWait = maxWait;
		this.maxAnswerSize = maxAnswerSize;
		this.unit = unit;
	}

	List<OwnTool> all() {
		return List.of(getCachedResult(), cancelTask(), retryTask(), listTasks());
	}

	private OwnTool getCachedResult() {
		Schema arguments = new Schema().text("ref_id", "The reference, as another tool has answered it", true)
			.number("page", "Number of a page, from 1", 1)
			.number("page_size", "Elements of a page", 1, ReadOptions.MAX_PAGE_SIZE)
			.number("max_size",
					"How large the answer may be, in %s; of pages %d unless told otherwise".formatted(this.unit,
							this.maxAnswerSize),
					1)
			.flag("full", "Whether to answer the whole result, however large")
			.number("wait_seconds", "How long to wait for a result that is not there yet; at most %d are waited"
				.formatted(Math.max(1, this.maxWait.toSeconds())), 0);
		return new OwnTool(this.names.getCachedResult(), "Get a cached result",
				"Gets the result of a tool that answered with a ref_id: whole, a page of it, or its state if it is"
						+ " still being computed.",
				arguments, true, true, this::read);
	}

	private OwnTool cancelTask() {
		Schema arguments = new Schema().text("ref_id", "The reference of the task", true);
		return new OwnTool(this.names.cancelTask(), "Cancel a task", "Cancels what is being computed under a ref_id.",
				arguments, false, true, this::cancel);
	}

	private OwnTool retryTask() {
		Schema arguments = new Schema().text("ref_id", "The reference of the failed task", true);
		return new OwnTool(this.names.retryTask(), "Retry a task",
				"Runs a failed computation again under the same ref_id.", arguments, false, false, this::retry);
	}

	private OwnTool listTasks() {
		Schema arguments = new Schema()
			.choice("status", "Only tasks of this state",
					List.of("pending", "processing", "complete", "failed", "cancelled"))
			.number("limit", "How many at most", 1, MAX_TASKS);
		return new OwnTool(this.names.listTasks(), "List tasks",
				"Lists the tasks that this conversation has started, newest first.", arguments, true, true, this::list);
	}

	private AgentAnswer read(ToolArguments arguments, UnaryOperator<Duration> patience,
			@Nullable Notifications notifications) throws InterruptedException {
		String refId = arguments.text("ref_id");
		ReadOptions options = options(arguments);
		Integer seconds = arguments.number("wait_seconds");
		if (seconds != null && seconds > 0) {
			this.waits.await(refId, patience.apply(Duration.ofSeconds(seconds)), notifications);
		}
		return this.answers.of(this.refCache.get(refId, isReadable(refId) ? options : options.withExposedOnly()));
	}

	private ReadOptions options(ToolArguments arguments) {
		Integer page = arguments.number("page");
		Integer pageSize = arguments.number("page_size");
		Integer maxSize = arguments.number("max_size");
		boolean full = arguments.flag("full");
		if (page != null && maxSize == null && !full) {
			maxSize = this.maxAnswerSize;
		}
		try {
			return new ReadOptions(null, false, page, pageSize, maxSize, full);
		}
		catch (IllegalArgumentException ex) {
			String message = String.valueOf(ex.getMessage());
			throw new WrongArgumentException(message.replace("pageSize", "page_size").replace("maxSize", "max_size"),
					ex);
		}
	}

	private boolean isReadable(String refId) {
		return this.refCache.taskStatus(refId).map(TaskInfo::name).filter(this.readable).isPresent();
	}

	private AgentAnswer cancel(ToolArguments arguments, UnaryOperator<Duration> patience,
			@Nullable Notifications notifications) {
		String refId = arguments.text("ref_id");
		if (this.refCache.cancelTask(refId)) {
			return this.answers.done(
					Map.of("ref_id", refId, "status", TaskStatus.CANCELLED.text(), "message", "The task is cancelled"));
		}
		TaskInfo task = this.refCache.taskStatus(refId).orElseThrow(() -> new RefNotFoundException(refId));
		return this.answers.error("The task is %s already: there is nothing to cancel".formatted(task.status().text()));
	}

	private AgentAnswer retry(ToolArguments arguments, UnaryOperator<Duration> patience,
			@Nullable Notifications notifications) {
		return this.answers.of(this.refCache.retryTask(arguments.text("ref_id")));
	}

	private AgentAnswer list(ToolArguments arguments, UnaryOperator<Duration> patience,
			@Nullable Notifications notifications) {
		Integer limit = arguments.number("limit");
		if (limit != null && (limit < 1 || limit > MAX_TASKS)) {
			throw new WrongArgumentException("'limit' (%d) must be from 1 to %d".formatted(limit, MAX_TASKS));
		}
		return this.answers
			.of(this.refCache.listTasks(status(arguments.optionalText("status")), (limit != null) ? limit : MAX_TASKS));
	}

	private static @Nullable TaskStatus status(@Nullable String text) {
		if (text == null) {
			return null;
		}
		for (TaskStatus status : TaskStatus.values()) {
			if (status.text().equals(text.toLowerCase(Locale.ROOT))) {
				return status;
			}
		}
		throw new WrongArgumentException(
				"'status' must be 'pending', 'processing', 'complete', 'failed' or 'cancelled'");
	}

}
