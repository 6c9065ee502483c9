package io.refcache.mcp;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.refcache.access.ActorResolver;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.autoconfigure.RefCacheEngineCustomizer;
import io.refcache.autoconfigure.RefCacheMcpProperties;
import io.refcache.autoconfigure.RefCacheProperties.IncludeMessage;
import io.refcache.engine.RefCacheEngine;
import io.refcache.task.CallerPatience;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.server.common.autoconfigure.annotations.McpServerAnnotationScannerAutoConfiguration.ServerMcpAnnotatedBeans;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for tools of Spring AI's MCP server.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RefCacheToolsAutoConfiguration.class,
		beforeName = { "org.springframework.ai.mcp.server.common.autoconfigure.McpServerAutoConfiguration",
				"org.springframework.ai.mcp.server.common.autoconfigure.McpServerStatelessAutoConfiguration" },
		afterName = "org.springframework.ai.mcp.server.common.autoconfigure.annotations.McpServerAnnotationScannerAutoConfiguration")
@ConditionalOnClass({ McpServerFeatures.class, ServerMcpAnnotatedBeans.class, JsonMapper.class })
@ConditionalOnBooleanProperty(name = { "refcache.mcp.enabled", "spring.ai.mcp.server.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(RefCacheMcpProperties.class)
public final class RefCacheMcpAutoConfiguration {

	@Bean
	static ToolPostProcessor refCacheMcpToolPostProcessor(ObjectProvider<ToolSpecifications> specifications,
			ObjectProvider<OwnToolHandlers> own) {
		return new ToolPostProcessor(specifications::getObject, () -> own.getObject().names());
	}

	/** Before all others: what they know of the thread is part of what it tells. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	AgentResolver refCacheMcpAgentResolver(ObjectProvider<ActorResolver> resolvers) {
		return new AgentResolver(() -> resolvers.orderedStream().toList());
	}

	@Bean
	RefCacheEngineCustomizer refCacheMcpEngineCustomizer(ToolAdvice advice) {
		return (builder) -> builder.agentCalls(McpCall::current).methodListener(advice);
	}

	/** Last: nobody waits for longer than the agent. */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	CallerPatience refCacheMcpPatience() {
		return (timeout) -> {
			McpCall call = McpCall.current();
			return (call != null) ? call.timeout(timeout) : timeout;
		};
	}

	@Bean
	McpCalls refCacheMcpCalls(AgentResolver agents, ObjectProvider<RefCacheEngine> engine,
			RefCacheMcpProperties properties) {
		return new McpCalls(agents, () -> engine.getObject().waiting(), properties.getAsyncTimeout(),
				properties.getMaxWait());
	}

	@Bean
	ToolMethods refCacheMcpToolMethods(ObjectProvider<ServerMcpAnnotatedBeans> beans) {
		return new ToolMethods(
				() -> beans.stream().flatMap((some) -> some.getBeansByAnnotation(McpTool.class).stream()).toList());
	}

	@Bean
	ToolAdvice refCacheMcpToolAdvice(BeanFactory beans, RefCacheMcpProperties properties, Environment environment) {
		return new ToolAdvice(properties.getAsyncTimeout(), properties.getMaxWait(),
				beans.containsBean("springSecurityFilterChain"),
				"STATELESS".equalsIgnoreCase(environment.getProperty("spring.ai.mcp.server.protocol")),
				environment.getProperty("spring.ai.mcp.server.stdio", Boolean.class, false));
	}

	@Bean
	ToolSpecifications refCacheMcpToolSpecifications(ToolMethods methods, RefCacheEngine engine, McpCalls calls,
			AgentAnswers answers, TaskWait waits, ObjectProvider<JsonMapper> mapper, RefCacheMcpProperties properties) {
		ToolSchemas schemas = new ToolSchemas(new RefSchemas(engine.settings().name()),
				engine.isEnabled() ? new ToolNames(properties.getToolPrefix()).description() : "");
		return new ToolSpecifications(methods, new Tools(schemas, calls, answers,
				SingletonSupplier.of(() -> mapper.getIfUnique(JsonMapper::shared)), engine.refCache(), waits));
	}

	@Bean
	OwnToolHandlers refCacheMcpOwnTools(RefCacheEngine engine, RefCacheTools tools, McpCalls calls,
			AgentAnswers answers) {
		Stream<OwnTool> all = engine.isEnabled() ? tools.all().stream() : Stream.empty();
		return new OwnToolHandlers(all.map((tool) -> new OwnToolHandler(tool, calls, answers)).toList());
	}

	/**
	 * The tools of a server that calls them on the threads of its transport.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "spring.ai.mcp.server.type", havingValue = "SYNC", matchIfMissing = true)
	static class SyncConfiguration {

		@Bean
		List<McpServerFeatures.SyncToolSpecification> refCacheMcpSyncTools(OwnToolHandlers tools) {
			return tools.all(ToolSpecifications::sync);
		}

		@Bean
		List<McpStatelessServerFeatures.SyncToolSpecification> refCacheMcpStatelessSyncTools(OwnToolHandlers tools) {
			return tools.all(ToolSpecifications::stateless);
		}

	}

	/**
	 * The tools of a server that calls them without waiting; it takes those along that it
	 * would leave out because they are not reactive.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "spring.ai.mcp.server.type", havingValue = "ASYNC")
	static class AsyncConfiguration {

		@Bean
		AgentThreads refCacheMcpAgentThreads() {
			return new AgentThreads();
		}

		@Bean
		List<McpServerFeatures.AsyncToolSpecification> refCacheMcpAsyncTools(OwnToolHandlers tools,
				ToolSpecifications specifications) {
			return specifications.asynchronous(tools.all(ToolSpecifications::async), specifications.imperative(),
					ToolSpecifications::async);
		}

		@Bean
		List<McpStatelessServerFeatures.AsyncToolSpecification> refCacheMcpStatelessAsyncTools(OwnToolHandlers tools,
				ToolSpecifications specifications) {
			return specifications.asynchronous(tools.all(ToolSpecifications::statelessAsync),
					specifications.statelessImperative(), ToolSpecifications::statelessAsync);
		}

	}

}
