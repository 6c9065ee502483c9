package io.refcache.mcp;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.annotation.spring.SyncMcpAnnotationProviders;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The same tools for each kind of server.
 */
final class ToolSpecifications {

	private static final Log logger = LogFactory.getLog(ToolSpecifications.class);

	private final ToolMethods methods;

	private final Tools tools;

	ToolSpecifications(ToolMethods methods, Tools tools) {
		this.methods = methods;
		this.tools = tools;
	}

	static boolean isFittable(Object specification) {
		return specification instanceof McpServerFeatures.SyncToolSpecification
				|| specification instanceof McpStatelessServerFeatures.SyncToolSpecification
				|| specification instanceof McpServerFeatures.AsyncToolSpecification
				|| specification instanceof McpStatelessServerFeatures.AsyncToolSpecification;
	}

	/**
	 * The tool as agents can use it.
	 * @param specification the specification of a tool, of whatever kind
	 * @return a specification of the same kind
	 */
	Object fit(Object specification) {
		if (specification instanceof McpServerFeatures.SyncToolSpecification sync) {
			CachedTool cached = cached(sync.tool());
			return (cached != null) ? sync(cached.tool(), cached) : new McpServerFeatures.SyncToolSpecification(
					calling(sync.tool()), (exchange, request) -> this.tools.calling()
						.serve(ToolExchange.of(exchange, request), () -> sync.callHandler().apply(exchange, request)));
		}
		if (specification instanceof McpStatelessServerFeatures.SyncToolSpecification sync) {
			CachedTool cached = cached(sync.tool());
			return (cached != null) ? stateless(cached.tool(), cached)
					: new McpStatelessServerFeatures.SyncToolSpecification(calling(sync.tool()),
							(context, request) -> this.tools.calling()
								.serve(ToolExchange.of(context, request),
										() -> sync.callHandler().apply(context, request)));
		}
		if (specification instanceof McpServerFeatures.AsyncToolSpecification async) {
			return new McpServerFeatures.AsyncToolSpecification(calling(async.tool()),
					(exchange, request) -> this.tools.calling()
						.serveAsync(ToolExchange.of(exchange, request),
								() -> async.callHandler().apply(exchange, request)));
		}
		if (specification instanceof McpStatelessServerFeatures.AsyncToolSpecification async) {
			return new McpStatelessServerFeatures.AsyncToolSpecification(calling(async.tool()),
					(context, request) -> this.tools.calling()
						.serveAsync(ToolExchange.of(context, request),
								() -> async.callHandler().apply(context, request)));
		}
		return specification;
	}

	static Tool toolOf(Object specification) {
		if (specification instanceof McpServerFeatures.SyncToolSpecification sync) {
			return sync.tool();
		}
		if (specification instanceof McpStatelessServerFeatures.SyncToolSpecification sync) {
			return sync.tool();
		}
		if (specification instanceof McpServerFeatures.AsyncToolSpecification async) {
			return async.tool();
		}
		return ((McpStatelessServerFeatures.AsyncToolSpecification) specification).tool();
	}

	private Tool calling(Tool tool) {
		return this.tools.schemas().calling(tool);
	}

	private @Nullable CachedTool cached(Tool tool) {
		ToolMethod method = this.methods.find(tool.name());
		return (method != null) ? this.tools.cached(tool, method) : null;
	}

	/**
	 * All tools of an asynchronous server, with the cached ones that it leaves out.
	 */
	<S> List<S> asynchronous(List<S> own, Stream<Tool> imperative, BiFunction<Tool, ToolHandler, S> specification) {
		List<S> cached = imperative.map(this::cached)
			.filter(Objects::nonNull)
			.map((tool) -> specification.apply(tool.tool(), tool))
			.toList();
		logger.info("%d cached tools are served, whatever is said of methods that are not reactive"
			.formatted(cached.size()));
		return Stream.concat(own.stream(), cached.stream()).toList();
	}

	/**
	 * The tools that are not reactive.
	 */
	Stream<Tool> imperative() {
		return SyncMcpAnnotationProviders.toolSpecifications(this.methods.beans())
			.stream()
			.map(McpServerFeatures.SyncToolSpecification::tool);
	}

	/**
	 * Those of them that need no connection to the client.
	 */
	Stream<Tool> statelessImperative() {
		return SyncMcpAnnotationProviders.statelessToolSpecifications(this.methods.beans())
			.stream()
			.map(McpStatelessServerFeatures.SyncToolSpecification::tool);
	}

	static McpServerFeatures.SyncToolSpecification sync(Tool tool, ToolHandler handler) {
		return new McpServerFeatures.SyncToolSpecification(tool,
				(exchange, request) -> handler.take(ToolExchange.of(exchange, request)).get());
	}

	static McpStatelessServerFeatures.SyncToolSpecification stateless(Tool tool, ToolHandler handler) {
		return new McpStatelessServerFeatures.SyncToolSpecification(tool,
				(context, request) -> handler.take(ToolExchange.of(context, request)).get());
	}

	static McpServerFeatures.AsyncToolSpecification async(Tool tool, ToolHandler handler) {
		return new McpServerFeatures.AsyncToolSpecification(tool,
				(exchange, request) -> Mono.fromSupplier(handler.take(ToolExchange.of(exchange, request)))
					.subscribeOn(Schedulers.boundedElastic()));
	}

	static McpStatelessServerFeatures.AsyncToolSpecification statelessAsync(Tool tool, ToolHandler handler) {
		return new McpStatelessServerFeatures.AsyncToolSpecification(tool,
				(context, request) -> Mono.fromSupplier(handler.take(ToolExchange.of(context, request)))
					.subscribeOn(Schedulers.boundedElastic()));
	}

}
