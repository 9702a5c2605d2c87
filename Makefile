# Everything runs in scripts; these are their names for people.
.DEFAULT_GOAL := help
.PHONY: help local local-down lint-docs test test-all test-cluster benchmark-peers benchmark-brokers benchmark-exporter benchmark-readiness benchmark-preview benchmark-security benchmark-model faults preflight preview build deployer-rights

STACK ?= dev
STACK_FILE ?= Pulumi.dev.yaml

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-20s %s\n", $$1, $$2}'

local: ## Kafka in three zones on this machine: cluster, pulumi up, and a proof with records
	@local/up

local-down: ## pulumi destroy, and the cluster away
	@local/down

lint-docs: ## check the language of the documentation with vale
	@local/lint-docs

test: ## units, scripts and the core of the end-to-end tests, on a cluster of its own (SHUFFLE=SEED)
	@local/test

test-all: ## every test: also rolls, faults, losses and operations, which run at night
	@local/test all

test-cluster: ## the end-to-end tests on the cluster of KUBECONFIG, with the stack of OPENSHIFT_KAFKA_STACK_FILE
	@local/test-cluster

benchmark-peers: ## the load generator beside its peers on the local cluster (ROUNDS=5)
	@local/benchmark-peers

benchmark-brokers: ## what each JVM flag of the brokers is worth, on the local cluster (ROUNDS=5)
	@local/benchmark-brokers

benchmark-readiness: ## what readiness is worth in a roll and costs, on the local cluster
	@local/benchmark-readiness

benchmark-exporter: ## what the metrics' exporter costs, on the local cluster (ROUNDS=5)
	@local/benchmark-exporter

benchmark-preview: ## how long a preview takes with 3, 30 and 300 brokers, on the local cluster (ROUNDS=5)
	@local/benchmark-preview

benchmark-security: ## what TLS and authentication cost, on the local cluster (ROUNDS=3)
	@local/benchmark-security

benchmark-model: ## the capacity model compared with measurements, on the local cluster with slow volumes and networks
	@local/benchmark-model

faults: ## what kills, cuts, drains and rolls cost, on the local cluster (MODE=kraft ROUNDS=10 RATE=3000)
	@local/faults

preview: ## what pulumi up of STACK would do, reviewed as in a pull request
	@bin/kafka-stack preview $(STACK)

preflight: ## what STACK needs of its cluster and account, checked before pulumi up
	@bin/kafka-stack preflight $(STACK)

build: ## the program as a jar
	@mvn -q -B -ntp package -DskipTests

deployer-rights: ## the rights that a deployer of STACK_FILE needs, as YAML
	@bin/kafka-stack deployer-rights $(STACK_FILE)
