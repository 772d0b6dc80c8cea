----------------------------- MODULE GraphsTests -----------------------------
(* What the module Graphs promises, as assumptions that TLC evaluates.      *)
EXTENDS Naturals, Sequences, FiniteSets, TLC, Graphs

LOCAL Graph(N, E) == [node |-> N, edge |-> E]
LOCAL Line    == Graph(1 .. 3, {<<1, 2>>, <<2, 3>>})
LOCAL Ring    == Graph(1 .. 3, {<<1, 2>>, <<2, 3>>, <<3, 1>>})
LOCAL Diamond == Graph(1 .. 4, {<<1, 2>>, <<1, 3>>, <<2, 4>>, <<3, 4>>})
LOCAL Loop    == Graph({1}, {<<1, 1>>})
LOCAL Apart   == Graph({1, 2}, {})
LOCAL Small   == UNION {Graphs(N) : N \in {{}, {1}, {1, 2}}}

-----------------------------------------------------------------------------
(* Graphs, their parts, and graphs made of graphs                          *)
ASSUME IsDirectedGraph(EmptyGraph) /\ IsDirectedGraph(Line) /\ IsDirectedGraph(Loop)
ASSUME ~IsDirectedGraph(Graph({1}, {<<1, 2>>}))
ASSUME ~IsDirectedGraph([node |-> {1}, edge |-> {}, more |-> 0])
ASSUME ~IsDirectedGraph(Graph({1}, {<<1>>}))

ASSUME DirectedSubgraph(EmptyGraph) = {EmptyGraph}
ASSUME DirectedSubgraph(Loop) = {EmptyGraph, Graph({1}, {}), Loop}
ASSUME Line \in DirectedSubgraph(Ring) /\ Ring \notin DirectedSubgraph(Line)
ASSUME \A H \in DirectedSubgraph(Ring) : IsDirectedGraph(H)

ASSUME Transpose(EmptyGraph) = EmptyGraph
ASSUME Transpose(Line) = Graph(1 .. 3, {<<2, 1>>, <<3, 2>>})
ASSUME \A G \in Small : Transpose(Transpose(G)) = G

ASSUME IsUndirectedGraph(EmptyGraph) /\ IsUndirectedGraph(Loop)
ASSUME IsUndirectedGraph(Graph({1, 2}, {<<1, 2>>, <<2, 1>>}))
ASSUME ~IsUndirectedGraph(Line) /\ ~IsUndirectedGraph(Ring)
ASSUME UndirectedSubgraph(Graph({1, 2}, {<<1, 2>>, <<2, 1>>}))
         = {EmptyGraph, Graph({1}, {}), Graph({2}, {}), Apart,
            Graph({1, 2}, {<<1, 2>>, <<2, 1>>})}
ASSUME \A H \in UndirectedSubgraph(Line) : H.edge = {}

ASSUME GraphUnion(EmptyGraph, Line) = Line /\ GraphUnion(Line, Line) = Line
ASSUME GraphUnion(Graph({1, 2}, {<<1, 2>>}), Graph({2, 3}, {<<2, 3>>})) = Line

ASSUME Graphs({}) = {EmptyGraph} /\ Graphs({1}) = {Graph({1}, {}), Loop}
ASSUME Cardinality(Graphs({1, 2})) = 16 /\ Line \in Graphs(1 .. 3)

-----------------------------------------------------------------------------
(* Neighbours                                                              *)
ASSUME Successors(Diamond, 1) = {2, 3} /\ Successors(Diamond, 4) = {}
ASSUME Predecessors(Diamond, 4) = {2, 3} /\ Predecessors(Diamond, 1) = {}
ASSUME Successors(Loop, 1) = {1} /\ Predecessors(Loop, 1) = {1}
ASSUME AllSuccessors(Diamond, {}) = {} /\ AllSuccessors(Diamond, {1, 2}) = {2, 3, 4}
ASSUME AllPredecessors(Diamond, {}) = {} /\ AllPredecessors(Diamond, {2, 4}) = {1, 2, 3}
ASSUME InDegree(Diamond, 4) = 2 /\ InDegree(Diamond, 1) = 0 /\ InDegree(Loop, 1) = 1
ASSUME OutDegree(Diamond, 1) = 2 /\ OutDegree(Diamond, 4) = 0 /\ OutDegree(Loop, 1) = 1
ASSUME Roots(Diamond) = {1} /\ Leaves(Diamond) = {4}
ASSUME Roots(Ring) = {} /\ Leaves(Ring) = {} /\ Roots(Apart) = {1, 2}
ASSUME Roots(EmptyGraph) = {} /\ Leaves(EmptyGraph) = {}

-----------------------------------------------------------------------------
(* Paths                                                                   *)
ASSUME <<>> \notin Path(Line) /\ <<2>> \in Path(Line) /\ <<4>> \notin Path(Line)
ASSUME <<1, 2, 3>> \in Path(Line) /\ <<2, 1>> \notin Path(Line)
ASSUME <<1, 2, 3, 1, 2>> \in Path(Ring) /\ <<1, 1>> \in Path(Loop)

ASSUME SimplePath(EmptyGraph) = {} /\ SimplePath(Loop) = {<<1>>}
ASSUME SimplePath(Apart) = {<<1>>, <<2>>}
ASSUME SimplePath(Ring) = {<<1>>, <<2>>, <<3>>, <<1, 2>>, <<2, 3>>, <<3, 1>>,
                           <<1, 2, 3>>, <<2, 3, 1>>, <<3, 1, 2>>}
ASSUME \A p \in SimplePath(Diamond) :
         p \in Path(Diamond) /\ Cardinality({p[i] : i \in DOMAIN p}) = Len(p)

ASSUME AreConnectedIn(1, 3, Line) /\ ~AreConnectedIn(3, 1, Line)
ASSUME AreConnectedIn(1, 1, Apart) /\ ~AreConnectedIn(1, 2, Apart)
ASSUME ~AreConnectedIn(1, 9, Line) /\ ~AreConnectedIn(9, 9, Line)
ASSUME ~AreConnectedIn("x", "x", EmptyGraph)
\* All that is said of connections agrees, on every small graph.
ASSUME \A G \in Small : \A m, n \in G.node :
         /\ AreConnectedIn(m, n, G)
              <=> \E p \in SimplePath(G) : p[1] = m /\ p[Len(p)] = n
         /\ ConnectionsIn(G)[m, n] <=> AreConnectedIn(m, n, G)
         /\ n \in Descendants(G, m)
              <=> \E k \in Successors(G, m) : AreConnectedIn(k, n, G)
         /\ m \in Ancestors(G, n) <=> n \in Descendants(G, m)
ASSUME \A G \in Small :
         IsStronglyConnected(G) <=> \A m, n \in G.node : AreConnectedIn(m, n, G)
ASSUME ConnectionsIn(EmptyGraph) = <<>>
ASSUME IsStronglyConnected(Ring) /\ ~IsStronglyConnected(Line)
ASSUME IsStronglyConnected(EmptyGraph) /\ ~IsStronglyConnected(Apart)

ASSUME Ancestors(Diamond, 4) = {1, 2, 3} /\ Ancestors(Diamond, 1) = {}
ASSUME Descendants(Diamond, 1) = {2, 3, 4} /\ Descendants(Diamond, 4) = {}
ASSUME Ancestors(Ring, 1) = {1, 2, 3} /\ Descendants(Loop, 1) = {1}

-----------------------------------------------------------------------------
(* Kinds of graphs                                                         *)
ASSUME HasCycle(Ring) /\ HasCycle(Loop) /\ ~HasCycle(Diamond) /\ ~HasCycle(EmptyGraph)
ASSUME HasCycle(Graph({1, 2}, {<<1, 2>>, <<2, 1>>}))
ASSUME IsDag(Diamond) /\ IsDag(EmptyGraph) /\ IsDag(Apart)
ASSUME ~IsDag(Ring) /\ ~IsDag(Loop) /\ ~IsDag(Graph({1}, {<<1, 2>>}))

ASSUME IsTreeWithRoot(Line, 3) /\ ~IsTreeWithRoot(Line, 1) /\ ~IsTreeWithRoot(Line, 9)
ASSUME IsTreeWithRoot(Graph({1}, {}), 1) /\ ~IsTreeWithRoot(EmptyGraph, 1)
ASSUME ~IsTreeWithRoot(Loop, 1) /\ ~IsTreeWithRoot(Ring, 1) /\ ~IsTreeWithRoot(Apart, 1)
ASSUME ~IsTreeWithRoot(Diamond, 4)
\* A cycle beside the root has the right number of edges too.
ASSUME ~IsTreeWithRoot(Graph(1 .. 3, {<<2, 3>>, <<3, 2>>}), 1)
ASSUME IsTreeWithRoot(Graph(1 .. 3, {<<2, 1>>, <<3, 1>>}), 1)

ASSUME IsBipartiteWithPartitions(Line, {1, 3}, {2})
ASSUME IsBipartiteWithPartitions(Apart, {1, 2}, {})
ASSUME IsBipartiteWithPartitions(EmptyGraph, {}, {})
ASSUME ~IsBipartiteWithPartitions(Line, {1, 2}, {3})
ASSUME ~IsBipartiteWithPartitions(Line, {1}, {2})
ASSUME ~IsBipartiteWithPartitions(Line, {1, 2, 3}, {2})

ASSUME PrintT("GraphsTests were evaluated")
=============================================================================
