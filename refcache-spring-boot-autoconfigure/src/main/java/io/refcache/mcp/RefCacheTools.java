package io.refcache.mcp;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.refcache.Actor;
import io.refcache.access.ActorScope;
import org.springframework.ai.tool.ToolCallback;

/**
 * The tools by which an agent inside of the application goes on with what its other tools
 * have begun: {@code get_cached_result}, {@code cancel_task}, {@code retry_task} and
 * {@code list_tasks}. Give them to a {@code ChatClient} beside tools whose methods are
 * cached. MCP clients get them without this.
 * <p>
 * They act for whoever acts on the thread, and never as the application itself: where
 * nobody does, they act for an agent without a name. To let an agent have less than its
 * user has, call the model in an {@link ActorScope} of an agent.
 *
 * @since 0.1.0
 */
public final class RefCacheTools {

	private final List<OwnTool> tools;

	private final AgentAnswers answers;

	private final Supplier<Actor> actor;

	private final Duration maxWait;

	/**
	 * Tools.
	 * @param tools what they are
	 * @param answers makes answers
	 * @param actor tells who acts on the current thread
	 * @param maxWait how long one call waits at most
	 */
	RefCacheTools(List<OwnTool> tools, AgentAnswers answers, Supplier<Actor> actor, Duration maxWait) {
		this.tools = tools;
		this.answers = answers;
		this.actor = actor;
		this.maxWait = maxWait;
	}

	List<OwnTool> all() {
		return this.tools;
	}

	/**
	 * The tools, to be given to a {@code ChatClient}.
	 * @return all tools
	 */
	public ToolCallback[] callbacks() {
		return this.tools.stream()
			.map((tool) -> new OwnToolCallback(tool, this.answers, this::call))
			.toArray(ToolCallback[]::new);
	}

	private AgentAnswer call(OwnTool tool, ToolArguments arguments) throws InterruptedException {
		Actor current = this.actor.get();
		ActorScope scope = ActorScope.open(current.isSystem() ? AgentResolver.NOBODY : current);
		try {
			return tool.work().serve(arguments, this::patience, null);
		}
		finally {
			scope.close();
		}
	}

	private Duration patience(Duration wanted) {
		return (wanted.compareTo(this.maxWait) < 0) ? wanted : this.maxWait;
	}

}
