/** What the stack declares: the AWS layer, the project, and one package per operand. */
package dev.openshiftkafka.stack;
